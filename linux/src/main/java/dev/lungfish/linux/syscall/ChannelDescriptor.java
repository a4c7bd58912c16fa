package dev.lungfish.linux.syscall;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/// The kernel's number of the runtime's channels.
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
