package dev.lungfish.controller.consolidation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far guests use their cores: the 95th percentile over the last hour, one sample between two
/// looks at a guest. A guest keeps its samples when it moves. Safe for use by several threads.
final class LoadWindow {
    private static final Duration LENGTH = Duration.ofHours(1);
    private static final int MOST_SAMPLES = 240;
    private static final int MOST_GUESTS = 100_000;

    /// Two looks that are nearer tell too little.
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final int PERCENT = 95;

    private final Map<UUID, Looks> guests = new HashMap<>();

    /// What was seen of one guest.
    private static final class Looks {
        private Instant at;
        private long nanos;
        private final ArrayDeque<Sample> samples = new ArrayDeque<>();

        Looks(Instant at, long nanos) {
            this.at = at;
            this.nanos = nanos;
        }
    }

    private record Sample(Instant at, long load) {}

    /// Looks at a guest.
    ///
    /// @param nanos of a processor's time that it has used since its emulator started
    /// @return thousandths of a core; empty until it was seen for long enough
    synchronized OptionalLong look(UUID guest, Instant now, long nanos) {
        Looks looks = guests.get(guest);
        if (looks == null || nanos < looks.nanos || now.isBefore(looks.at)) {
            // Its emulator is another one: it was started anew, or moved.
            looks = renewed(guest, looks, now, nanos);
        }
        Duration since = Duration.between(looks.at, now);
        if (since.compareTo(LEAST) >= 0) {
            looks.samples.add(
                    new Sample(
                            now,
                            Math.ceilDiv(
                                    (nanos - looks.nanos) * 1000, Math.max(1, since.toNanos()))));
            looks.at = now;
            looks.nanos = nanos;
        }
        while (looks.samples.size() > MOST_SAMPLES
                || (!looks.samples.isEmpty()
                        && looks.samples.peekFirst().at().isBefore(now.minus(LENGTH)))) {
            looks.samples.removeFirst();
        }
        return percentile(looks.samples.stream().map(Sample::load).toList());
    }

    private Looks renewed(UUID guest, @Nullable Looks old, Instant now, long nanos) {
        if (guests.size() >= MOST_GUESTS) {
            guests.values().removeIf(looks -> looks.at.isBefore(now.minus(LENGTH)));
        }
        Looks fresh = new Looks(now, nanos);
        if (old != null) {
            fresh.samples.addAll(old.samples);
        }
        guests.put(guest, fresh);
        return fresh;
    }

    private static OptionalLong percentile(List<Long> loads) {
        if (loads.isEmpty()) {
            return OptionalLong.empty();
        }
        List<Long> sorted = new ArrayList<>(loads);
        Collections.sort(sorted);
        int rank = Math.ceilDiv(sorted.size() * PERCENT, 100);
        return OptionalLong.of(sorted.get(rank - 1));
    }
}
