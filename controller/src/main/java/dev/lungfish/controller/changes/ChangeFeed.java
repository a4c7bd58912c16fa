package dev.lungfish.controller.changes;

import dev.lungfish.controller.store.EventTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Reasoned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Follows the table of events, for all that want to know of new ones. Each reader says up to which
/// number it has read, so a slow one costs no memory, and one that comes again misses nothing. Safe
/// for use by several threads.
///
/// A database may number an event before it is visible, and show a later one first. So where a
/// number is missing, what follows waits for it a while: a number that was given to a work that
/// failed stays missing for ever.
public final class ChangeFeed implements AutoCloseable {
    private static final int AT_ONCE = 512;
    private static final int REMEMBERED = 4096;

    private final Store store;
    private final InstantSource clock;
    private final Settings settings;
    private final Consumer<EventTable.Row> told;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<EventTable.Row> latest = new ArrayDeque<>();
    private final List<Reader> readers = new ArrayList<>();
    private long last;
    private Optional<Instant> gapSince = Optional.empty();
    private boolean closed;

    /// How it follows.
    ///
    /// @param poll how often it looks
    /// @param gap how long it waits for a number that is missing
    /// @param heartbeat how long a reader hears nothing
    /// @param writing how long a reader may take what it is sent
    /// @param readers how many may follow at once
    public record Settings(
            Duration poll, Duration gap, Duration heartbeat, Duration writing, int readers) {
        /// What serves well.
        public static Settings usual() {
            return new Settings(
                    Duration.ofMillis(250),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(10),
                    256);
        }
    }

    /// Begins after the latest event.
    ///
    /// @param told is given each new event, once and in order
    /// @param log takes why it could not look; it looks again
    public ChangeFeed(
            Store store,
            InstantSource clock,
            Settings settings,
            Consumer<EventTable.Row> told,
            Consumer<Reason> log) {
        this.store = store;
        this.clock = clock;
        this.settings = settings;
        this.told = told;
        last = store.work(transaction -> transaction.events().last());
        timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("fleet-changes").factory());
        ScheduledFuture<?> _ =
                timer.scheduleWithFixedDelay(
                        () -> {
                            try {
                                look();
                                endSlowReaders();
                            } catch (RuntimeException e) {
                                log.accept(Reasoned.of(e));
                            }
                        },
                        settings.poll().toMillis(),
                        settings.poll().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    Settings settings() {
        return settings;
    }

    /// The number of the latest event that everybody may see.
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /// The number of the latest event in the database, which the feed may not have seen yet.
    long kept() {
        return store.work(transaction -> transaction.events().last());
    }

    /// How many follow now.
    public int followers() {
        lock.lock();
        try {
            return readers.size();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        long from = last();
        List<EventTable.Row> rows =
                store.work(transaction -> transaction.events().after(from, AT_ONCE));
        List<EventTable.Row> ready = withoutGap(from, rows);
        ready.forEach(told);
        lock.lock();
        try {
            for (EventTable.Row row : ready) {
                latest.addLast(row);
                last = row.seq();
            }
            while (latest.size() > REMEMBERED) {
                latest.removeFirst();
            }
            if (!ready.isEmpty()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<EventTable.Row> withoutGap(long from, List<EventTable.Row> rows) {
        long expected = from + 1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).seq() != expected) {
                Instant now = clock.instant();
                Instant since = gapSince.orElse(now);
                if (i > 0 || now.isBefore(since.plus(settings.gap()))) {
                    gapSince = Optional.of(i > 0 ? now : since);
                    return rows.subList(0, i);
                }
                gapSince = Optional.empty();
                return rows.subList(0, 1);
            }
            expected++;
        }
        gapSince = Optional.empty();
        return rows;
    }

    /// Waits until there is something after a number.
    ///
    /// @return what there is, oldest first; none where nothing came within the heartbeat; empty
    ///   where the feed has ended
    Optional<List<EventTable.Row>> after(long seq) throws InterruptedException {
        lock.lock();
        try {
            long left = settings.heartbeat().toNanos();
            while (!closed && last <= seq && left > 0) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                return Optional.empty();
            }
            if (last <= seq) {
                return Optional.of(List.of());
            }
            if (!latest.isEmpty() && latest.getFirst().seq() <= seq + 1) {
                return Optional.of(
                        latest.stream().filter(row -> row.seq() > seq).limit(AT_ONCE).toList());
            }
        } finally {
            lock.unlock();
        }
        long visible = last();
        return Optional.of(
                store.work(transaction -> transaction.events().after(seq, AT_ONCE)).stream()
                        .filter(row -> row.seq() <= visible)
                        .toList());
    }

    /// Somebody who follows, in the thread that made it.
    final class Reader implements AutoCloseable {
        private final Thread thread = Thread.currentThread();
        private Optional<Instant> writing = Optional.empty();

        private Reader() {}

        /// Something is being sent to it.
        void begins() {
            mark(Optional.of(clock.instant()));
        }

        /// It has taken it.
        void ends() {
            mark(Optional.empty());
        }

        private void mark(Optional<Instant> since) {
            lock.lock();
            try {
                writing = since;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                readers.remove(this);
            } finally {
                lock.unlock();
            }
        }
    }

    /// Empty where too many follow already.
    Optional<Reader> reader() {
        lock.lock();
        try {
            if (closed || readers.size() >= settings.readers()) {
                return Optional.empty();
            }
            Reader reader = new Reader();
            readers.add(reader);
            return Optional.of(reader);
        } finally {
            lock.unlock();
        }
    }

    /// An interruption closes the socket that a virtual thread waits for. **Source:** the JDK's
    /// `java.net.Socket`, "Virtual threads".
    private void endSlowReaders() {
        Instant longest = clock.instant().minus(settings.writing());
        lock.lock();
        try {
            readers.stream()
                    .filter(reader -> reader.writing.filter(longest::isAfter).isPresent())
                    .forEach(reader -> reader.thread.interrupt());
        } finally {
            lock.unlock();
        }
    }

    /// Ends all that follow.
    @Override
    public void close() {
        List<Runnable> _ = timer.shutdownNow();
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
