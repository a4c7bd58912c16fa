package dev.lungfish.gateway.relay;

import dev.lungfish.runtime.clock.Stopwatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One thread that waits for all sockets of the gateway. It never waits for anything else; what may
/// wait runs elsewhere and comes back by [#execute]. All other methods are for its thread.
public final class EventLoop implements AutoCloseable {
    /// What is read at once, for all sockets: nothing of it stays between two of them.
    private static final int BUFFER = 128 * 1024;

    /// So many buffers may be lent to connections whose other side takes nothing now.
    private static final int MOST_LENT = 128;

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private int lent;
    private final Stopwatch running = Stopwatch.start();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(
                    Comparator.<Alarm>comparingLong(alarm -> alarm.at)
                            .thenComparingLong(alarm -> alarm.number));
    private final Consumer<RuntimeException> faults;
    private long now;
    private long numbered;
    private volatile boolean closed;

    /// Whoever has a socket here.
    public interface Member {
        /// Its socket is ready for something that it waits for.
        void ready(SelectionKey key);

        /// It failed by a fault of ours, and is to end.
        void failed();
    }

    /// Something that happens later.
    public static final class Alarm {
        private final long at;
        private final long number;
        private Runnable task;
        private boolean cancelled;

        private Alarm(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        /// It will not happen.
        public void cancel() {
            cancelled = true;
            task = () -> {}; // Whom it held on to may be forgotten before its time.
        }
    }

    /// @param faults is told what members throw, which is a fault of ours
    public EventLoop(Consumer<RuntimeException> faults) throws IOException {
        this.faults = faults;
        selector = Selector.open();
    }

    /// Starts the thread.
    public void start() {
        Thread _ = Thread.ofPlatform().daemon(true).name("gateway-loop").start(this::run);
    }

    /// Runs a short task in the loop's thread. For any thread.
    public void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /// When the present round began, on a clock that never goes back.
    public Duration now() {
        return Duration.ofNanos(now);
    }

    /// A direct buffer, cleared. The next member overwrites it.
    public ByteBuffer buffer() {
        return buffer.clear();
    }

    /// Leaves what [#buffer] gave to its user, so that nothing has to be copied.
    ///
    /// @return false where too many are lent already
    boolean lend() {
        if (lent == MOST_LENT) {
            return false;
        }
        lent++;
        ByteBuffer other = free.poll();
        buffer = other == null ? ByteBuffer.allocateDirect(BUFFER) : other;
        return true;
    }

    /// Takes one back.
    void takeBack(ByteBuffer one) {
        lent--;
        free.push(one);
    }

    /// Watches a socket, which is set not to block.
    public SelectionKey join(SelectableChannel channel, int operations, Member member)
            throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, operations, member);
    }

    /// Runs a task later.
    public Alarm after(Duration delay, Runnable task) {
        Alarm alarm = new Alarm(now + delay.toNanos(), numbered++, task);
        alarms.add(alarm);
        return alarm;
    }

    /// Ends the thread and what it watches.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(this::serve, wait(alarms.peek()));
                now = running.elapsed().toNanos();
                runTasks();
                runAlarms();
            }
            selector.keys().forEach(key -> close(key.channel()));
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("sockets can be waited for no more", e);
        }
    }

    /// In milliseconds; 0 is for ever.
    private long wait(@Nullable Alarm next) {
        if (!tasks.isEmpty()) {
            return 1;
        }
        return next == null
                ? 0
                : Math.max(1, (next.at - running.elapsed().toNanos() + 999_999) / 1_000_000);
    }

    private void serve(SelectionKey key) {
        now = running.elapsed().toNanos();
        Member member = (Member) key.attachment();
        try {
            member.ready(key);
        } catch (RuntimeException e) {
            faults.accept(e);
            member.failed();
        }
    }

    private void runTasks() {
        // What they add is for the next round, so that sockets are served too.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void runAlarms() {
        Alarm next = alarms.peek();
        while (next != null && (next.cancelled || next.at <= now)) {
            alarms.poll();
            if (!next.cancelled) {
                guarded(next.task);
            }
            next = alarms.peek();
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            faults.accept(e);
        }
    }

    /// Closes a socket; nothing can be done where that fails.
    static void close(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception _) {
            // It is closed for us.
        }
    }
}
