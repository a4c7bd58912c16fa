package dev.lungfish.linux.dbus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.lungfish.runtime.clock.Deadline;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A connection to a message bus. Belongs to the thread that opened it; close it there.
///
/// No call waits beyond its deadline, whatever the other side does, and no message outlives the
/// call that made it.
public final class Bus implements AutoCloseable {
    private static final String LOCAL_ERROR = "System.Error.";
    private static final int WHOLE_BODY = 1;

    private final SdBus library;
    private final MemorySegment bus;
    private boolean closed;

    private Bus(SdBus library, MemorySegment bus) {
        this.library = library;
        this.bus = bus;
    }

    /// Connects and waits until the bus has answered the handshake.
    ///
    /// @throws BusAccessException if the socket or the bus refuses this caller
    /// @throws BusTimeoutException if the handshake was not done in time
    /// @throws BusException if there is no bus, or no libsystemd
    public static Bus open(BusAddress address, Deadline deadline) throws BusException {
        SdBus library = SdBus.load();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ADDRESS);
            NativeError.check(library.create(at), "cannot make a bus");
            Bus bus = new Bus(library, at.get(ADDRESS, 0));
            try {
                bus.connect(arena, address, deadline);
                return bus;
            } catch (BusException e) {
                bus.close();
                throw e;
            }
        }
    }

    private void connect(Arena arena, BusAddress address, Deadline deadline) throws BusException {
        String what = "cannot connect to " + address.text();
        NativeError.check(library.setAddress(bus, arena.allocateFrom(address.text())), what);
        NativeError.check(library.setBusClient(bus, 1), what);
        NativeError.check(library.start(bus), what);
        while (NativeError.check(library.isReady(bus), what) == 0) {
            if (deadline.passed()) {
                throw new BusTimeoutException(
                        "%s accepted the connection and did not greet within %s"
                                .formatted(address.text(), deadline.inWords()));
            }
            if (NativeError.check(library.process(bus, MemorySegment.NULL), what) == 0) {
                NativeError.check(library.await(bus, micros(deadline)), what);
            }
        }
    }

    /// Calls a method, which may start its service, and reads the reply.
    ///
    /// @param signature the types of the whole reply in the notation of D-Bus: `a(ssssuu)`
    /// @throws ErrorReplyException if the service, or the bus for it, answers an error
    /// @throws BusTimeoutException if nothing answered in time
    /// @throws UnexpectedReplyException if the reply has other types
    /// @throws BusException if the connection broke
    public <T> T call(MethodCall call, String signature, Deadline deadline, ReplyReader<T> reader)
            throws BusException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment reply = send(arena, call, deadline);
            try {
                return read(arena, reply, call.name(), signature, reader);
            } finally {
                library.unrefMessage(reply);
            }
        }
    }

    /// Calls a method that answers one file descriptor, and keeps it open.
    ///
    /// @throws ErrorReplyException if the service, or the bus for it, answers an error
    /// @throws BusTimeoutException if nothing answered in time
    /// @throws UnexpectedReplyException if the reply is something else
    /// @throws BusException if the connection broke
    public Descriptor keep(MethodCall call, Deadline deadline) throws BusException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment reply = send(arena, call, deadline);
            try {
                check(reply, call.name(), Descriptor.SIGNATURE);
                return new Descriptor(library, reply);
            } catch (BusException e) {
                library.unrefMessage(reply);
                throw e;
            }
        }
    }

    private <T> T read(
            Arena arena,
            MemorySegment message,
            String name,
            String signature,
            ReplyReader<T> reader)
            throws BusException {
        check(message, name, signature);
        return reader.read(new Reply(library, message, arena));
    }

    private void check(MemorySegment message, String name, String signature) throws BusException {
        String found = SdBus.text(library.signature(message, WHOLE_BODY));
        if (!found.equals(signature)) {
            throw new UnexpectedReplyException(
                    name + " answers with types '" + found + "', expected '" + signature + "'");
        }
    }

    /// Asks the bus to pass a signal on from now on.
    ///
    /// @throws BusException if the bus refuses
    public void listen(Signal signal, Deadline deadline) throws BusException {
        MethodCall.Argument rule = new MethodCall.Argument.Text(signal.matchRule());
        String _ =
                call(
                        new MethodCall(
                                "org.freedesktop.DBus",
                                "/org/freedesktop/DBus",
                                "org.freedesktop.DBus",
                                "AddMatch",
                                List.of(rule)),
                        "",
                        deadline,
                        _ -> "");
    }

    /// Waits for a signal that was subscribed to; ignores all other messages.
    ///
    /// @param signature the types of its whole body
    /// @return what the reader makes of the next one, which may have come during an earlier call;
    ///   empty if none came in time
    /// @throws BusException if the connection broke
    public <T> Optional<T> await(
            Signal signal, String signature, Deadline deadline, ReplyReader<T> reader)
            throws BusException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(ADDRESS);
            while (true) {
                at.set(ADDRESS, 0, MemorySegment.NULL);
                int more = NativeError.check(library.process(bus, at), signal.name());
                MemorySegment message = at.get(ADDRESS, 0);
                if (message.address() != 0) {
                    try {
                        if (isMeant(message, signal)) {
                            return Optional.of(
                                    read(arena, message, signal.name(), signature, reader));
                        }
                    } finally {
                        library.unrefMessage(message);
                    }
                }
                if (more == 0) {
                    if (deadline.passed()) {
                        return Optional.empty();
                    }
                    NativeError.check(library.await(bus, micros(deadline)), signal.name());
                }
            }
        }
    }

    /// Only subscribed signals arrive, so their names distinguish them.
    private boolean isMeant(MemorySegment message, Signal signal) {
        return SdBus.text(library.member(message)).equals(signal.member())
                && SdBus.text(library.interfaceName(message)).equals(signal.interfaceName());
    }

    private MemorySegment send(Arena arena, MethodCall call, Deadline deadline)
            throws BusException {
        if (closed) {
            throw new IllegalStateException("the bus is closed");
        }
        if (deadline.passed()) {
            throw silence(call, deadline);
        }
        MemorySegment message = message(arena, call);
        try {
            MemorySegment error = arena.allocate(SdBus.ERROR);
            MemorySegment replyAt = arena.allocate(ADDRESS);
            int result = library.call(bus, message, micros(deadline), error, replyAt);
            if (result < 0) {
                throw failure(call, deadline, error, result);
            }
            return replyAt.get(ADDRESS, 0);
        } finally {
            library.unrefMessage(message);
        }
    }

    private MemorySegment message(Arena arena, MethodCall call) throws BusException {
        String what = "cannot make the call " + call.name();
        MemorySegment at = arena.allocate(ADDRESS);
        NativeError.check(
                library.newMethodCall(
                        bus,
                        at,
                        arena.allocateFrom(call.destination()),
                        arena.allocateFrom(call.path()),
                        arena.allocateFrom(call.interfaceName()),
                        arena.allocateFrom(call.member())),
                what);
        MemorySegment message = at.get(ADDRESS, 0);
        for (MethodCall.Argument argument : call.arguments()) {
            int result = append(arena, message, argument);
            if (result < 0) {
                library.unrefMessage(message);
                throw NativeError.toException(result, what);
            }
        }
        return message;
    }

    private int append(Arena arena, MemorySegment message, MethodCall.Argument argument) {
        return switch (argument) {
            case MethodCall.Argument.Text(String text) ->
                    library.append(message, (byte) 's', arena.allocateFrom(text));
            case MethodCall.Argument.Flag(boolean flag) ->
                    library.append(message, (byte) 'b', arena.allocateFrom(JAVA_INT, flag ? 1 : 0));
            case MethodCall.Argument.Variant(String text) -> {
                int opened = library.openContainer(message, (byte) 'v', arena.allocateFrom("s"));
                int appended =
                        opened < 0
                                ? opened
                                : library.append(message, (byte) 's', arena.allocateFrom(text));
                yield appended < 0 ? appended : library.closeContainer(message);
            }
        };
    }

    private BusException failure(
            MethodCall call, Deadline deadline, MemorySegment error, int result) {
        try {
            String name = SdBus.text(error.get(ADDRESS, 0));
            String text = SdBus.text(error.get(ADDRESS, ADDRESS.byteSize()));
            if (deadline.passed()) {
                return silence(call, deadline);
            }
            return name.isEmpty() || name.startsWith(LOCAL_ERROR)
                    ? NativeError.toException(result, call.name())
                    : new ErrorReplyException(name, text);
        } finally {
            library.freeError(error);
        }
    }

    private static BusTimeoutException silence(MethodCall call, Deadline deadline) {
        return new BusTimeoutException(
                "%s: no answer within %s".formatted(call.name(), deadline.inWords()));
    }

    private static long micros(Deadline deadline) {
        return Math.max(1, TimeUnit.MICROSECONDS.convert(deadline.remaining()));
    }

    /// Closes the connection without waiting. Closing again has no effect.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            library.closeAndUnref(bus);
        }
    }
}
