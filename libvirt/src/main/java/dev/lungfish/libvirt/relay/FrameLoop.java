package dev.lungfish.libvirt.relay;

import dev.lungfish.libvirt.transport.SocketPolling;
import dev.lungfish.libvirt.transport.SocketTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One thread that waits for the sockets of many clients and of their libvirtds. It never waits for
/// anything else.
final class FrameLoop {
    /// What is read at once, for all sockets: nothing of it stays between two of them.
    private static final int BUFFER = 64 * 1024;

    private final SocketPolling.Poll poll;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer other = ByteBuffer.allocateDirect(BUFFER);
    private final List<@Nullable Member> members = new ArrayList<>();
    private final Queue<Integer> free = new ArrayDeque<>();

    /// Whoever has a socket here. Called by the loop's thread alone; a failure is the member's own.
    interface Member {
        void ready(boolean readable, boolean writable);

        void failed(RuntimeException failure);
    }

    private FrameLoop(SocketPolling.Poll poll) {
        this.poll = poll;
    }

    /// Starts a loop, which runs as long as the process.
    ///
    /// @throws IOException if the process may open no more files
    static FrameLoop start(SocketPolling polling, int number) throws IOException {
        FrameLoop loop = new FrameLoop(polling.open());
        Thread.ofPlatform().daemon(true).name("libvirt-relay-loop " + number).start(loop::run);
        return loop;
    }

    /// Runs a short task in the loop's thread. For any thread.
    void execute(Runnable task) {
        tasks.add(task);
        if (woken.compareAndSet(false, true)) {
            poll.wake();
        }
    }

    /// For the loop's thread, as all below. What is in it may be overwritten by the next member.
    ByteBuffer buffer() {
        return buffer;
    }

    /// A second one, for what is sent while the first is read.
    ByteBuffer other() {
        return other;
    }

    /// A socket that is not watched yet.
    Place join(SocketTransport socket, Member member) throws IOException {
        Integer number = free.poll();
        if (number == null) {
            number = members.size();
            members.add(null);
        }
        boolean joined = false;
        try {
            Place place = new Place(number, socket.in(poll, number));
            members.set(number, member);
            joined = true;
            return place;
        } finally {
            if (!joined) {
                free.add(number);
            }
        }
    }

    /// A member's place.
    record Place(int number, SocketPolling.Watched socket) {}

    /// Forgets a socket.
    void leave(Place place) {
        members.set(place.number, null);
        free.add(place.number);
        try {
            place.socket.watch(false, false);
        } catch (IOException e) {
            return; // it is closed, and so forgotten already
        }
    }

    private void run() {
        try {
            while (true) {
                int count = poll.await();
                for (int i = 0; i < count; i++) {
                    int number = poll.number(i);
                    Member member = number < 0 ? null : members.get(number);
                    if (member != null) {
                        serve(member, poll.readable(i), poll.writable(i));
                    }
                }
                if (woken.getAndSet(false)) {
                    runTasks();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("sockets can be waited for no more", e);
        }
    }

    private static void serve(Member member, boolean readable, boolean writable) {
        try {
            member.ready(readable, writable);
        } catch (RuntimeException e) {
            member.failed(e);
        }
    }

    private void runTasks() {
        Runnable task = tasks.poll();
        while (task != null) {
            task.run();
            task = tasks.poll();
        }
    }
}
