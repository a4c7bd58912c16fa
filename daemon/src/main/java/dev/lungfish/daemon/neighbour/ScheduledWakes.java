package dev.lungfish.daemon.neighbour;

import dev.lungfish.api.SentPackets;
import dev.lungfish.core.neighbour.Introducer;
import dev.lungfish.core.neighbour.NeighbourReason;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Magic packets that hosts ask for beforehand, as a host that sleeps can't send them to itself.
/// For each host the newest order of a caller counts. Safe for use by several threads.
final class ScheduledWakes implements AutoCloseable {
    /// More hosts than share a network.
    static final int MOST = 1024;

    /// Of one caller: a host asks for itself alone.
    static final int MOST_OF_ONE = 16;

    /// How soon an order sees that a newer one stands in its place.
    private static final Duration STEP = Duration.ofSeconds(1);

    private final Log log;

    /// Guarded by this.
    private final Map<Key, Order> orders = new HashMap<>();

    private record Key(Introducer by, String host) {}

    ScheduledWakes(Log log) {
        this.log = log;
    }

    /// When packets go out, counted from now.
    ///
    /// @param after until the first ones
    /// @param every between two sendings
    /// @param until after which none are sent
    record Times(Duration after, Duration every, Duration until) {
        private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofHours(25);

        /// @throws IllegalArgumentException where nobody would want that
        Times {
            if (after.isNegative()
                    || after.compareTo(until) > 0
                    || every.compareTo(LEAST_PAUSE) < 0
                    || every.compareTo(LONGEST) > 0
                    || until.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "packets from now on or later, each %d s or more, for at most %d h expected, found from %s on, each %s, until %s"
                                .formatted(
                                        LEAST_PAUSE.toSeconds(),
                                        LONGEST.toHours(),
                                        after,
                                        every,
                                        until));
            }
        }
    }

    /// No record: two orders that say the same are two.
    private static final class Order {
        private final Times times;
        private final Supplier<SentPackets> sending;

        Order(Times times, Supplier<SentPackets> sending) {
            this.times = times;
            this.sending = sending;
        }
    }

    /// Takes an order; it stands in the place of an earlier one of the caller for the same host.
    ///
    /// @param sending sends the packets once; what it can't send is logged
    /// @throws ReasonException where so many orders wait that one more is a mistake
    synchronized void add(Introducer by, String name, Times times, Supplier<SentPackets> sending) {
        Key key = new Key(by, name);
        if (!orders.containsKey(key)) {
            if (orders.size() >= MOST) {
                throw new ReasonException(new NeighbourReason.LaterWakesTooMany(MOST));
            }
            if (!by.isRoot()
                    && orders.keySet().stream().filter(other -> other.by.equals(by)).count()
                            >= MOST_OF_ONE) {
                throw new ReasonException(new NeighbourReason.LaterWakesOfOneTooMany(MOST_OF_ONE));
            }
        }
        Order order = new Order(times, sending);
        orders.put(key, order);
        Thread.ofVirtual().name("wake " + name + " later").start(() -> carryOut(key, order));
    }

    private void carryOut(Key key, Order order) {
        try {
            Deadline end = Deadline.after(order.times.until());
            Duration pause = order.times.after();
            List<Reason> told = List.of();
            while (!Pause.of(pause, STEP, () -> end.passed() || !stands(key, order))) {
                told = send(key.host, order, told);
                pause = order.times.every();
            }
        } finally {
            forget(key, order);
        }
    }

    /// Sends once.
    ///
    /// @param told what failed the last time, which is not told again
    /// @return what failed now
    private List<Reason> send(String name, Order order, List<Reason> told) {
        List<Reason> failed;
        try {
            failed = order.sending.get().failed();
        } catch (ReasonException e) {
            failed = List.of(e.reason());
        } catch (RuntimeException e) {
            failed = List.of(new NeighbourReason.SendingFailed(String.valueOf(e.getMessage())));
        }
        if (!failed.isEmpty() && !failed.equals(told)) {
            log.event(new LogEvent.ScheduledWakeFailed(name, failed));
        }
        return failed;
    }

    private synchronized boolean stands(Key key, Order order) {
        return orders.get(key) == order;
    }

    private synchronized void forget(Key key, Order order) {
        orders.remove(key, order);
    }

    /// Sends nothing more.
    @Override
    public synchronized void close() {
        orders.clear();
    }
}
