package dev.lungfish.daemon.sockets;

import dev.lungfish.libvirt.transport.DescriptorPassing;
import dev.lungfish.linux.process.ChannelDescriptor;
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
        return ChannelDescriptor.receive(socket);
    }

    @Override
    public boolean send(SocketChannel socket, int descriptor) throws IOException {
        return ChannelDescriptor.send(socket, descriptor);
    }

    @Override
    public void close(int descriptor) {
        ChannelDescriptor.close(descriptor);
    }
}
