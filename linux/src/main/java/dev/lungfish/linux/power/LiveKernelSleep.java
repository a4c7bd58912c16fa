package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Answer.Entry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.HostWriter;
import dev.lungfish.runtime.clock.TimeLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// The kernel of this machine. The write returns after the sleep, or never.
///
/// If the kernel counts wake events, the count is read first and written back. Then an event before
/// the sleep prevents it instead of being lost.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `/sys/power/wakeup_count`: reading
/// waits while a wake event is being processed; writing fails if the count has changed; after a
/// successful write any wake event aborts the sleep.
final class LiveKernelSleep implements KernelSleep {
    static final String WAKEUP_COUNT = "/sys/power/wakeup_count";

    /// Shorter than the time for which a verified alarm is valid.
    private static final Duration EVENT_PATIENCE = Duration.ofSeconds(2);

    private final HostTree tree;
    private final HostWriter writer;
    private final Supplier<Reading<String>> wakeupCount;
    private final Duration eventPatience;
    private final Optional<Duration> limit;

    LiveKernelSleep(HostTree tree, HostWriter writer) {
        this(tree, writer, () -> tree.line(WAKEUP_COUNT), EVENT_PATIENCE, Optional.empty());
    }

    /// @param wakeupCount reads the count, and may hang
    /// @param limit instead of the usual one for the write
    LiveKernelSleep(
            HostTree tree,
            HostWriter writer,
            Supplier<Reading<String>> wakeupCount,
            Duration eventPatience,
            Optional<Duration> limit) {
        this.tree = tree;
        this.writer = writer;
        this.wakeupCount = wakeupCount;
        this.eventPatience = eventPatience;
        this.limit = limit;
    }

    @Override
    public Entry enter(SleepState state, String rtc) {
        return objection().orElseGet(() -> sleep(state));
    }

    private Optional<Entry> objection() {
        Optional<Reading<String>> count =
                TimeLimit.within(eventPatience, "wakeup-count", wakeupCount);
        if (count.isEmpty()) {
            return refused(
                    "a wake event is being processed: %s could not be read within %s ms"
                            .formatted(WAKEUP_COUNT, eventPatience.toMillis()),
                    "");
        }
        return switch (count.get()) {
            case Reading.Absent<String> _ -> Optional.empty();
            case Reading.Present<String>(_, String value, _) -> confirm(value);
            case Reading<String> broken -> refused(broken.source() + " " + broken.found(), "");
        };
    }

    private Optional<Entry> confirm(String count) {
        try {
            writer.write(WAKEUP_COUNT, count + "\n");
            return Optional.empty();
        } catch (HostFileException e) {
            return refused(
                    (e.error().equals("EINVAL") ? "a wake event came: " : "") + e.getMessage(),
                    e.error());
        }
    }

    private static Optional<Entry> refused(String what, String error) {
        return Optional.of(new Entry.Refused(what, error));
    }

    private Entry sleep(SleepState state) {
        String word = KernelWord.of(tree, state);
        Duration patience = limit.orElseGet(() -> SleepLimit.of(state));
        return TimeLimit.within(patience, "enter-sleep", () -> write(word))
                .orElseGet(() ->
                        new Entry.Hanging(
                                "write '%s' to %s: not back after %s s of being awake"
                                        .formatted(
                                                word,
                                                KernelSleepReader.STATE,
                                                patience.toSeconds())));
    }

    private Entry write(String word) {
        try {
            writer.write(KernelSleepReader.STATE, word + "\n");
            return new Entry.Succeeded();
        } catch (HostFileException e) {
            return new Entry.Refused(String.valueOf(e.getMessage()), e.error());
        }
    }
}
