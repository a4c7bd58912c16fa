package dev.lungfish.libvirt.server;

import dev.lungfish.libvirt.rpc.Allowance;
import dev.lungfish.libvirt.server.Answer.Delivery;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The queue of frames for one peer. Frames are written whole, one after the other.
///
/// If no thread writes, the connection's own thread writes its reply itself: no other thread is
/// woken. While it waits for the peer it reads no further calls, which holds back a peer that only
/// calls. Other threads never wait: a new virtual thread writes their frames, or the one that
/// writes already.
final class WriteQueue {
    /// A reply up to here is written whatever waits: a connection has one at a time.
    private static final int SHORT = 4 * 1024;

    private final Transport transport;
    private final Ending ending;
    private final int mostQueuedBytes;

    /// What all connections of this client's account may queue together.
    private final Allowance share;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private final Queue<Pending> queue = new ArrayDeque<>(2);
    private int queuedBytes;
    private boolean writing;
    private boolean finishing;
    private boolean closed;
    private Runnable whenFree = () -> {};

    /// Counts the bytes that the peer has read; only the writing thread changes it.
    private final AtomicLong progress = new AtomicLong();

    private volatile boolean inWrite;

    /// How the connection ends.
    interface Ending {
        /// At once.
        void end(String reason);

        /// The peer has everything, and knows that nothing more will come.
        void saidAll();
    }

    /// @param descriptors follow the frame
    private record Pending(
            ByteBuffer frame,
            int size,
            boolean counted,
            @Nullable CompletableFuture<Delivery> delivery,
            Descriptors.@Nullable Passed descriptors) {
        void writeDescriptors(Transport transport) throws IOException {
            if (descriptors != null) {
                descriptors.sendTo(transport);
            }
        }

        void done(Delivery result) {
            if (descriptors != null) {
                descriptors.close();
            }
            if (delivery != null) {
                delivery.complete(result);
            }
        }
    }

    WriteQueue(Transport transport, ServerLimits limits, Allowance share, Ending ending) {
        this.transport = transport;
        this.ending = ending;
        this.mostQueuedBytes = limits.queueBytes();
        this.share = share;
    }

    /// Writes a frame, and waits for the peer if necessary. For the connection's own thread.
    void write(ByteBuffer frame, @Nullable CompletableFuture<Delivery> delivery) {
        write(new Pending(frame, frame.remaining(), false, delivery, null));
    }

    /// The same for a reply that may be long: one that the peer does not read counts against its
    /// share.
    ///
    /// @return false if the share has no room for it; then nothing is written
    boolean writeWithin(ByteBuffer frame) {
        int size = frame.remaining();
        boolean counted = size > SHORT;
        if (counted && !share.take(size)) {
            return false;
        }
        write(new Pending(frame, size, counted, null, null));
        return true;
    }

    /// The same with descriptors behind the frame, which are closed here at the end.
    void writeWith(ByteBuffer frame, Descriptors.Passed descriptors) {
        write(new Pending(frame, frame.remaining(), false, null, descriptors));
    }

    private void write(Pending pending) {
        lock.lock();
        try {
            if (!enqueue(pending)) {
                if (pending.counted) {
                    share.giveBack(pending.size);
                }
                return;
            }
            if (writing) {
                while (queuedBytes > mostQueuedBytes && !closed) {
                    change.awaitUninterruptibly();
                }
                return;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        drain();
    }

    /// For a thread that writes whole frames to the transport itself, and must not wait: it has the
    /// transport until it [leaves][#leave()].
    ///
    /// @param whenFree is run, by any thread, after another thread has written; kept until then
    Passage.Entry enter(Runnable whenFree) {
        lock.lock();
        try {
            if (closed || finishing) {
                return Passage.Entry.OVER;
            }
            if (writing) {
                this.whenFree = whenFree;
                return Passage.Entry.BUSY;
            }
            writing = true;
            return Passage.Entry.MINE;
        } finally {
            lock.unlock();
        }
    }

    /// Others may write again.
    void leave() {
        boolean start;
        lock.lock();
        try {
            start = !closed && (finishing || !queue.isEmpty());
            writing = start;
        } finally {
            lock.unlock();
        }
        if (start) {
            Thread.ofVirtual().name("libvirt-writer").start(this::drain);
        }
    }

    /// Whoever has entered waits for the peer from now on, or no more.
    void stalls(boolean waiting) {
        inWrite = waiting;
    }

    /// The peer has read something of what was written by whoever has entered.
    void progressed(int bytes) {
        progress.lazySet(progress.get() + bytes);
    }

    /// Queues a frame and returns at once. For any thread.
    ///
    /// @return false if the connection is closed, or is closed now because too much is queued
    boolean offer(ByteBuffer frame, @Nullable CompletableFuture<Delivery> delivery) {
        Pending pending = new Pending(frame, frame.remaining(), true, delivery, null);
        boolean tooMuch;
        boolean start = false;
        lock.lock();
        try {
            tooMuch =
                    (!queue.isEmpty() && queuedBytes + pending.size > mostQueuedBytes)
                            || !share.take(pending.size);
            if (!tooMuch) {
                if (!enqueue(pending)) {
                    share.giveBack(pending.size);
                    return false;
                }
                start = !writing;
                writing = true;
            }
        } finally {
            lock.unlock();
        }
        if (tooMuch) {
            pending.done(Delivery.LOST);
            ending.end("too much waits for it: it does not read what it is sent");
            return false;
        }
        if (start) {
            Thread.ofVirtual().name("libvirt-writer").start(this::drain);
        }
        return true;
    }

    /// Accepts no more frames, and notifies the peer when the queue was written.
    void finish() {
        boolean start;
        lock.lock();
        try {
            if (closed || finishing) {
                return;
            }
            finishing = true;
            start = !writing;
            writing = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            Thread.ofVirtual().name("libvirt-writer").start(this::drain);
        }
    }

    /// The connection has ended: nothing more will be written.
    void abandon() {
        ArrayDeque<Pending> lost = new ArrayDeque<>();
        Runnable free;
        lock.lock();
        try {
            closed = true;
            lost.addAll(queue);
            queue.clear();
            queuedBytes = 0;
            change.signalAll();
            free = takeWhenFree();
        } finally {
            lock.unlock();
        }
        free.run();
        for (Pending pending : lost) {
            release(pending, Delivery.LOST);
        }
    }

    /// The bytes that the peer has read, or -1 if no thread waits for it.
    long waitingAt() {
        return inWrite ? progress.get() : -1;
    }

    private boolean enqueue(Pending pending) {
        if (closed || finishing) {
            pending.done(Delivery.LOST);
            return false;
        }
        queue.add(pending);
        queuedBytes += pending.size;
        return true;
    }

    /// Writes the queue, and what is added meanwhile.
    private void drain() {
        @Nullable Pending next = next(null);
        while (next != null) {
            try {
                inWrite = true;
                while (next.frame.hasRemaining()) {
                    int count = transport.write(next.frame);
                    progress.lazySet(progress.get() + count);
                }
                next.writeDescriptors(transport);
                inWrite = false;
            } catch (IOException e) {
                release(next, Delivery.LOST);
                ending.end("it takes nothing any more: " + e.getMessage());
                return;
            }
            release(next, Delivery.WRITTEN);
            next = next(next);
        }
    }

    /// Takes the next frame off the queue; null if there is none, and then no thread writes any
    /// more.
    private @Nullable Pending next(@Nullable Pending written) {
        boolean end;
        Runnable free;
        lock.lock();
        try {
            if (written != null && !closed) {
                queuedBytes -= written.size;
                change.signalAll();
            }
            Pending next = queue.poll();
            if (next != null) {
                return next;
            }
            writing = false;
            end = finishing && !closed;
            free = takeWhenFree();
        } finally {
            lock.unlock();
        }
        free.run();
        if (end) {
            sayGoodbye();
        }
        return null;
    }

    private Runnable takeWhenFree() {
        Runnable free = whenFree;
        whenFree = () -> {};
        return free;
    }

    private void sayGoodbye() {
        try {
            inWrite = true;
            transport.finish();
            inWrite = false;
        } catch (IOException e) {
            inWrite = false; // it has all its frames, and left before it heard of the end
        }
        ending.saidAll();
    }

    private void release(Pending pending, Delivery result) {
        if (pending.counted) {
            share.giveBack(pending.size);
        }
        pending.done(result);
    }
}
