package dev.lungfish.linux.dbus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The functions of libsystemd that Lungfish calls, linked once. Each returns a negative error
/// number on failure.
///
/// **Source:** systemd `src/systemd/sd-bus.h` and the manual pages `sd_bus_new(3)`,
/// `sd_bus_call(3)`, `sd_bus_message_read_basic(3)`, `sd_bus_wait(3)`. All of them are in
/// libsystemd since version 241; the number in the library's name is its ABI.
final class SdBus {
    /// `sd_bus_error`: name, message, and whether both are to be freed.
    static final MemoryLayout ERROR =
            MemoryLayout.structLayout(ADDRESS, ADDRESS, JAVA_INT, MemoryLayout.paddingLayout(4));

    private static final String LIBRARY = "libsystemd.so.0";
    private static @Nullable SdBus loaded;

    private final MethodHandle create;
    private final MethodHandle setAddress;
    private final MethodHandle setBusClient;
    private final MethodHandle start;
    private final MethodHandle isReady;
    private final MethodHandle process;
    private final MethodHandle await;
    private final MethodHandle closeAndUnref;
    private final MethodHandle call;
    private final MethodHandle freeError;
    private final MethodHandle newMethodCall;
    private final MethodHandle append;
    private final MethodHandle openContainer;
    private final MethodHandle closeContainer;
    private final MethodHandle read;
    private final MethodHandle enterContainer;
    private final MethodHandle exitContainer;
    private final MethodHandle signature;
    private final MethodHandle unrefMessage;
    private final MethodHandle interfaceName;
    private final MethodHandle member;

    private SdBus(SymbolLookup library) {
        create = status(library, "sd_bus_new", ADDRESS);
        setAddress = status(library, "sd_bus_set_address", ADDRESS, ADDRESS);
        setBusClient = status(library, "sd_bus_set_bus_client", ADDRESS, JAVA_INT);
        start = status(library, "sd_bus_start", ADDRESS);
        isReady = status(library, "sd_bus_is_ready", ADDRESS);
        process = status(library, "sd_bus_process", ADDRESS, ADDRESS);
        await = status(library, "sd_bus_wait", ADDRESS, JAVA_LONG);
        closeAndUnref =
                link(library, "sd_bus_close_unref", FunctionDescriptor.of(ADDRESS, ADDRESS));
        call = status(library, "sd_bus_call", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
        freeError = link(library, "sd_bus_error_free", FunctionDescriptor.ofVoid(ADDRESS));
        newMethodCall =
                status(
                        library,
                        "sd_bus_message_new_method_call",
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS,
                        ADDRESS);
        append = status(library, "sd_bus_message_append_basic", ADDRESS, JAVA_BYTE, ADDRESS);
        openContainer =
                status(library, "sd_bus_message_open_container", ADDRESS, JAVA_BYTE, ADDRESS);
        closeContainer = status(library, "sd_bus_message_close_container", ADDRESS);
        read = status(library, "sd_bus_message_read_basic", ADDRESS, JAVA_BYTE, ADDRESS);
        enterContainer =
                status(library, "sd_bus_message_enter_container", ADDRESS, JAVA_BYTE, ADDRESS);
        exitContainer = status(library, "sd_bus_message_exit_container", ADDRESS);
        signature =
                link(
                        library,
                        "sd_bus_message_get_signature",
                        FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
        unrefMessage =
                link(library, "sd_bus_message_unref", FunctionDescriptor.of(ADDRESS, ADDRESS));
        interfaceName =
                link(
                        library,
                        "sd_bus_message_get_interface",
                        FunctionDescriptor.of(ADDRESS, ADDRESS));
        member =
                link(library, "sd_bus_message_get_member", FunctionDescriptor.of(ADDRESS, ADDRESS));
    }

    /// The library, loaded with the first call.
    ///
    /// @throws BusException if libsystemd is not installed, or Java may not call it
    static synchronized SdBus load() throws BusException {
        SdBus present = loaded;
        if (present == null) {
            present = load(LIBRARY);
            loaded = present;
        }
        return present;
    }

    /// The same from a library of any name, not cached.
    static SdBus load(String library) throws BusException {
        try {
            return new SdBus(SymbolLookup.libraryLookup(library, Arena.global()));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            throw new BusException(
                    library + " is missing or too old: apt-get install libsystemd0", e);
        } catch (IllegalCallerException e) {
            throw new BusException(
                    "Java may not call %s: start it with --enable-native-access=ALL-UNNAMED"
                            .formatted(library),
                    e);
        }
    }

    /// A function that returns zero or more, or a negative number on failure.
    private static MethodHandle status(
            SymbolLookup library, String name, MemoryLayout... arguments) {
        return link(library, name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MethodHandle link(
            SymbolLookup library, String function, FunctionDescriptor shape) {
        return Linker.nativeLinker().downcallHandle(library.findOrThrow(function), shape);
    }

    /// The text of a C string; empty for a null pointer.
    static String text(MemorySegment pointer) {
        return pointer.address() == 0 ? "" : pointer.reinterpret(Long.MAX_VALUE).getString(0);
    }

    /// Creates an unconnected bus and writes its pointer.
    int create(MemorySegment busAt) {
        try {
            return (int) create.invokeExact(busAt);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int setAddress(MemorySegment bus, MemorySegment address) {
        try {
            return (int) setAddress.invokeExact(bus, address);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sets that the peer is a bus, which expects a hello.
    int setBusClient(MemorySegment bus, int yes) {
        try {
            return (int) setBusClient.invokeExact(bus, yes);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Connects; the handshake continues in [#process].
    int start(MemorySegment bus) {
        try {
            return (int) start.invokeExact(bus);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Positive once the handshake is done.
    int isReady(MemorySegment bus) {
        try {
            return (int) isReady.invokeExact(bus);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Processes what needs no waiting; positive if there may be more.
    ///
    /// @param messageAt receives a message without another handler, to be unreferenced; may be null
    int process(MemorySegment bus, MemorySegment messageAt) {
        try {
            return (int) process.invokeExact(bus, messageAt);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Waits until there is something to do; zero if nothing came in time.
    int await(MemorySegment bus, long micros) {
        try {
            return (int) await.invokeExact(bus, micros);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void closeAndUnref(MemorySegment bus) {
        try {
            MemorySegment _ = (MemorySegment) closeAndUnref.invokeExact(bus);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Sends a call and waits for its reply.
    int call(
            MemorySegment bus,
            MemorySegment message,
            long micros,
            MemorySegment error,
            MemorySegment replyAt) {
        try {
            return (int) call.invokeExact(bus, message, micros, error, replyAt);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void freeError(MemorySegment error) {
        try {
            freeError.invokeExact(error);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int newMethodCall(
            MemorySegment bus,
            MemorySegment messageAt,
            MemorySegment destination,
            MemorySegment path,
            MemorySegment interfaceName,
            MemorySegment member) {
        try {
            return (int)
                    newMethodCall.invokeExact(
                            bus, messageAt, destination, path, interfaceName, member);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int append(MemorySegment message, byte type, MemorySegment value) {
        try {
            return (int) append.invokeExact(message, type, value);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int openContainer(MemorySegment message, byte type, MemorySegment contents) {
        try {
            return (int) openContainer.invokeExact(message, type, contents);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int closeContainer(MemorySegment message) {
        try {
            return (int) closeContainer.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Reads one value and advances; zero at the end of a container.
    int read(MemorySegment message, byte type, MemorySegment valueAt) {
        try {
            return (int) read.invokeExact(message, type, valueAt);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Enters a container; zero at the end of the open one.
    int enterContainer(MemorySegment message, byte type, MemorySegment contents) {
        try {
            return (int) enterContainer.invokeExact(message, type, contents);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int exitContainer(MemorySegment message) {
        try {
            return (int) exitContainer.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The types of the whole body.
    MemorySegment signature(MemorySegment message, int complete) {
        try {
            return (MemorySegment) signature.invokeExact(message, complete);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    void unrefMessage(MemorySegment message) {
        try {
            MemorySegment _ = (MemorySegment) unrefMessage.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Which interface a call or a signal belongs to; null for other messages.
    MemorySegment interfaceName(MemorySegment message) {
        try {
            return (MemorySegment) interfaceName.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// Which call or signal a message is; null for other messages.
    MemorySegment member(MemorySegment message) {
        try {
            return (MemorySegment) member.invokeExact(message);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static AssertionError unexpected(Throwable e) {
        return switch (e) {
            case RuntimeException ours -> throw ours;
            case Error ours -> throw ours;
            default -> new AssertionError("a native call throws nothing checked", e);
        };
    }
}
