package dev.lungfish.linux.syscall;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/// Waits for many sockets at once, and reads and writes them without waiting, whatever their mode
/// is. For one thread, but for [#wake()].
///
/// **Source:** epoll(7), epoll_ctl(2), eventfd(2), recv(2), send(2); Linux
/// `include/uapi/linux/eventpoll.h`: the structure of an event is packed on x86-64 alone.
public final class EventPoll implements AutoCloseable {
    /// What [#receive] and [#send] return if they would have to wait.
    public static final int WOULD_WAIT = -1;

    /// For [#watch]: the socket has bytes, or the peer is gone.
    public static final int READABLE = 1;

    /// For [#watch]: the peer takes bytes.
    public static final int WRITABLE = 4;

    /// The peer is gone, or the socket is broken: always told.
    private static final int GONE = 0x8 | 0x10;

    private static final int MOST_EVENTS = 64;
    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int CHANGE = 3;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int DOES_NOT_WAIT = 0x800;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int WAKE_UP = -1;

    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");
    private static final long EVENT_SIZE = PACKED ? 12 : 16;
    private static final long DATA = PACKED ? 4 : 8;

    /// Without the counting of its users that a shared one does at each call.
    private final Arena arena = Arena.ofAuto();

    private final MemorySegment state = arena.allocate(KernelSocket.Linking.CALL_STATE);
    private final MemorySegment change = arena.allocate(EVENT_SIZE, Long.BYTES);
    private final MemorySegment events = arena.allocate(MOST_EVENTS * EVENT_SIZE, Long.BYTES);
    private final MemorySegment count = arena.allocate(Long.BYTES, Long.BYTES);
    private final MemorySegment one = arena.allocate(Long.BYTES, Long.BYTES);
    private final int poll;
    private final int alarm;

    private EventPoll() throws SocketRefusal {
        one.set(ValueLayout.JAVA_LONG, 0, 1);
        try {
            poll = checked("epoll_create1", (int) Calls.CREATE.invokeExact(state, CLOSE_ON_EXEC));
            alarm =
                    checked(
                            "eventfd",
                            (int) Calls.EVENT.invokeExact(state, 0, CLOSE_ON_EXEC | DOES_NOT_WAIT));
        } catch (Throwable e) {
            throw wrapped(e);
        }
        watch(alarm, WAKE_UP, 0, READABLE);
    }

    /// A poll without sockets.
    ///
    /// @throws SocketRefusal if the process may open no more files
    public static EventPoll open() throws SocketRefusal {
        return new EventPoll();
    }

    /// Changes what is waited for at a socket.
    ///
    /// @param number returned by [#number], at least 0
    /// @param before what was waited for until now; 0 if the socket is not watched
    /// @param now [#READABLE], [#WRITABLE] or both; 0 to watch it no more, also not for its end
    public void watch(int socket, int number, int before, int now) throws SocketRefusal {
        int operation = before == 0 ? ADD : now == 0 ? REMOVE : CHANGE;
        change.set(ValueLayout.JAVA_INT, 0, now);
        change.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA, number);
        try {
            int _ =
                    checked(
                            "epoll_ctl",
                            (int)
                                    Calls.CONTROL.invokeExact(
                                            state, poll, operation, socket, change));
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    /// Waits until a socket is ready, or until somebody calls [#wake()].
    ///
    /// @return how many are ready
    public int await() throws SocketRefusal {
        try {
            int ready = (int) Calls.WAIT.invokeExact(state, poll, events, MOST_EVENTS, -1);
            return ready < 0 && error() == EINTR ? 0 : checked("epoll_wait", ready);
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    /// The number of a ready socket, or -1 for a wake-up.
    ///
    /// @param index below what [#await()] returned
    public int number(int index) {
        int number = (int) events.get(ValueLayout.JAVA_LONG_UNALIGNED, index * EVENT_SIZE + DATA);
        if (number == WAKE_UP) {
            try {
                long _ = (long) Calls.READ.invokeExact(alarm, count, (long) Long.BYTES);
            } catch (Throwable e) {
                throw broken(e);
            }
        }
        return number;
    }

    /// What a ready socket is ready for; both if the peer is gone.
    public int readiness(int index) {
        int ready = events.get(ValueLayout.JAVA_INT, index * EVENT_SIZE);
        return (ready & GONE) == 0 ? ready : READABLE | WRITABLE;
    }

    /// Makes [#await()] return. For any thread.
    public void wake() {
        try {
            long _ = (long) Calls.WRITE.invokeExact(alarm, one, (long) Long.BYTES);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /// Receives what has come.
    ///
    /// @param into a direct buffer, whose position moves
    /// @return the number of bytes; 0 at the end of the stream, or [#WOULD_WAIT]
    public int receive(int socket, ByteBuffer into) throws SocketRefusal {
        MemorySegment memory = MemorySegment.ofBuffer(into);
        try {
            long received =
                    (long)
                            Calls.RECEIVE.invokeExact(
                                    state, socket, memory, memory.byteSize(), MSG_DONTWAIT);
            return moved("recv", (int) received, into);
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    /// Sends what the peer takes.
    ///
    /// @param from a direct buffer, whose position moves
    /// @return the number of bytes, or [#WOULD_WAIT]
    public int send(int socket, ByteBuffer from) throws SocketRefusal {
        MemorySegment memory = MemorySegment.ofBuffer(from);
        try {
            long sent =
                    (long)
                            Calls.SEND.invokeExact(
                                    state,
                                    socket,
                                    memory,
                                    memory.byteSize(),
                                    MSG_DONTWAIT | MSG_NOSIGNAL);
            return moved("send", (int) sent, from);
        } catch (Throwable e) {
            throw wrapped(e);
        }
    }

    private int moved(String call, int count, ByteBuffer bytes) throws SocketRefusal {
        if (count < 0 && (error() == EAGAIN || error() == EINTR)) {
            return WOULD_WAIT;
        }
        bytes.position(bytes.position() + checked(call, count));
        return count;
    }

    @Override
    public void close() {
        KernelSocket.closeNumber(poll);
        KernelSocket.closeNumber(alarm);
    }

    private int error() {
        return (int) KernelSocket.Linking.ERRNO.get(state, 0L);
    }

    private int checked(String call, int result) throws SocketRefusal {
        if (result < 0) {
            throw new SocketRefusal(call, error());
        }
        return result;
    }

    private static SocketRefusal wrapped(Throwable thrown) {
        if (thrown instanceof SocketRefusal refusal) {
            return refusal;
        }
        throw broken(thrown);
    }

    private static AssertionError broken(Throwable thrown) {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new AssertionError("a native call throws nothing checked", thrown);
        }
    }

    private static final class Calls {
        static final MethodHandle CREATE = link("epoll_create1", ValueLayout.JAVA_INT);
        static final MethodHandle EVENT =
                link("eventfd", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        static final MethodHandle CONTROL =
                link(
                        "epoll_ctl",
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS);
        static final MethodHandle WAIT =
                link(
                        "epoll_wait",
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT);
        static final MethodHandle RECEIVE = transfer("recv");
        static final MethodHandle SEND = transfer("send");
        static final MethodHandle READ = whole("read");
        static final MethodHandle WRITE = whole("write");

        private static MethodHandle link(String function, MemoryLayout... arguments) {
            return KernelSocket.Linking.link(
                    function,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments),
                    KernelSocket.Linking.KEEPS_ERRNO);
        }

        private static MethodHandle transfer(String function) {
            return KernelSocket.Linking.link(
                    function,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT),
                    KernelSocket.Linking.KEEPS_ERRNO);
        }

        private static MethodHandle whole(String function) {
            return KernelSocket.Linking.link(
                    function,
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG));
        }
    }
}
