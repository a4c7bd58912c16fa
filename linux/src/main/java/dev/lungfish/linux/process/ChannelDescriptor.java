package dev.lungfish.linux.process;

import dev.lungfish.linux.syscall.DescriptorMessages;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;

/// The kernel's number of the runtime's channels, and what needs it: [DescriptorMessages].
public final class ChannelDescriptor {
    /// `int getFDVal()` of a channel. Empty if the runtime does not expose it.
    private static final Optional<MethodHandle> GET = get();

    private ChannelDescriptor() {}

    /// Empty if the runtime does not expose it, which needs
    /// `--add-exports=java.base/sun.nio.ch=ALL-UNNAMED`.
    public static Optional<Integer> of(SocketChannel channel) {
        return GET.map(get -> {
            try {
                return (int) get.invoke(channel);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a getter of the runtime threw", e);
            }
        });
    }

    /// Receives a descriptor over a Unix socket; empty where none has come within a moment.
    ///
    /// @throws IOException if the peer is gone, or its next byte has none
    public static OptionalInt receive(SocketChannel channel) throws IOException {
        try {
            return DescriptorMessages.receive(require(channel));
        } catch (SocketRefusal e) {
            throw new IOException("no file descriptor came: " + e.inWords(), e);
        }
    }

    /// Sends a descriptor over a Unix socket; false where the peer has taken nothing within a
    /// moment.
    ///
    /// @throws IOException if the peer is gone
    public static boolean send(SocketChannel channel, int descriptor) throws IOException {
        try {
            return DescriptorMessages.send(require(channel), descriptor);
        } catch (SocketRefusal e) {
            throw new IOException("a file descriptor was not passed: " + e.inWords(), e);
        }
    }

    /// Closes a received descriptor.
    public static void close(int descriptor) {
        DescriptorMessages.close(descriptor);
    }

    private static int require(SocketChannel channel) throws IOException {
        return of(channel)
                .orElseThrow(() -> new IOException("the runtime does not tell its descriptors"));
    }

    /// Whether the runtime exposes them.
    public static boolean isKnown() {
        return GET.isPresent();
    }

    private static Optional<MethodHandle> get() {
        try {
            return Optional.of(
                    MethodHandles.lookup()
                            .findVirtual(
                                    Class.forName("sun.nio.ch.SelChImpl"),
                                    "getFDVal",
                                    MethodType.methodType(int.class)));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
