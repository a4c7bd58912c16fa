package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.transport.DescriptorPassing;
import dev.lungfish.linux.syscall.ChannelDescriptor;
import dev.lungfish.linux.syscall.DescriptorMessages;
import dev.lungfish.linux.syscall.SocketRefusal;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;

/// File descriptors by the kernel's own calls.
public final class UnixDescriptors implements DescriptorPassing {
    private UnixDescriptors() {}

    /// Empty where the runtime does not expose the numbers of its channels.
    public static Optional<DescriptorPassing> find() {
        return ChannelDescriptor.isKnown() ? Optional.of(new UnixDescriptors()) : Optional.empty();
    }

    @Override
    public OptionalInt receive(SocketChannel socket) throws IOException {
        try {
            return DescriptorMessages.receive(number(socket));
        } catch (SocketRefusal e) {
            throw new IOException("no file descriptor came: " + e.inWords(), e);
        }
    }

    @Override
    public boolean send(SocketChannel socket, int descriptor) throws IOException {
        try {
            return DescriptorMessages.send(number(socket), descriptor);
        } catch (SocketRefusal e) {
            throw new IOException("a file descriptor was not passed: " + e.inWords(), e);
        }
    }

    @Override
    public void close(int descriptor) {
        DescriptorMessages.close(descriptor);
    }

    private static int number(SocketChannel socket) throws IOException {
        return ChannelDescriptor.of(socket)
                .orElseThrow(() -> new IOException("the runtime does not tell its descriptors"));
    }
}
