package dev.lungfish.daemon.neighbour;

import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.text.ReasonException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// How many magic packets this host sends for others: token buckets for each caller and for all of
/// them. Root may send what it likes, as it could without the daemon. Safe for use by several
/// threads.
final class PacketAllowance {
    /// Of one order: an interface gets three for each card and network.
    static final int MOST_AT_ONCE = 256;

    /// A hundred hosts woken at once, twenty packets each.
    private static final Rate OF_ONE = new Rate(2000, 20);

    private static final Rate OF_ONE_IN_A_DAY = new Rate(50_000, 50_000.0 / 86_400);
    private static final Rate OF_ALL = new Rate(4000, 40);

    /// Callers that are counted one by one; further ones share.
    private static final int MOST_CALLERS = 4096;

    private static final String OTHERS = "others";

    private final Supplier<Duration> time;
    private final Bucket all = new Bucket(OF_ALL);

    /// By the caller; guarded by this.
    private final Map<String, Caller> callers = new HashMap<>();

    /// @param time that has passed since some moment, on a clock that is never set
    PacketAllowance(Supplier<Duration> time) {
        this.time = time;
    }

    /// A bucket's size, and the tokens that it gets back in a second.
    private record Rate(int most, double perSecond) {}

    /// The tokens of one rate.
    private static final class Bucket {
        private final Rate rate;
        private double tokens;
        private Duration filled = Duration.ZERO;

        private Bucket(Rate rate) {
            this.rate = rate;
            tokens = rate.most;
        }

        private double filledAt(Duration now) {
            double seconds = now.minus(filled).toMillis() / 1000.0;
            tokens = Math.min(rate.most, tokens + seconds * rate.perSecond);
            filled = now;
            return tokens;
        }

        private long secondsUntil(int wanted, Duration now) {
            double missing = wanted - filledAt(now);
            return missing <= 0 ? 0 : (long) Math.ceil(missing / rate.perSecond);
        }
    }

    private record Caller(Bucket soon, Bucket day) {
        private boolean isFull(Duration now) {
            return soon.filledAt(now) >= soon.rate.most && day.filledAt(now) >= day.rate.most;
        }
    }

    /// Counts packets that are about to be sent.
    ///
    /// @throws ReasonException where that are too many, with the time after which they are not
    synchronized void take(Introducer by, int packets) {
        if (by.isRoot()) {
            return;
        }
        if (packets > MOST_AT_ONCE) {
            throw new ReasonException(new NeighbourReason.WakeOrderTooLarge(packets, MOST_AT_ONCE));
        }
        Duration now = time.get();
        Caller caller = caller(by.toString(), now);
        long wait =
                Math.max(
                        all.secondsUntil(packets, now),
                        Math.max(
                                caller.soon.secondsUntil(packets, now),
                                caller.day.secondsUntil(packets, now)));
        if (wait > 0) {
            throw new ReasonException(
                    new NeighbourReason.WakePacketsTooMany(packets, Duration.ofSeconds(wait)));
        }
        all.tokens -= packets;
        caller.soon.tokens -= packets;
        caller.day.tokens -= packets;
    }

    private Caller caller(String name, Duration now) {
        if (callers.size() >= MOST_CALLERS && !callers.containsKey(name)) {
            callers.values().removeIf(caller -> caller.isFull(now));
        }
        String counted = callers.size() < MOST_CALLERS || callers.containsKey(name) ? name : OTHERS;
        return callers.computeIfAbsent(
                counted, one -> new Caller(new Bucket(OF_ONE), new Bucket(OF_ONE_IN_A_DAY)));
    }
}
