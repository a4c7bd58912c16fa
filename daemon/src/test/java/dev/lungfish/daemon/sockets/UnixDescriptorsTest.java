package dev.lungfish.daemon.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.transport.DescriptorPassing;
import dev.lungfish.libvirt.transport.Descriptors;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is left of file descriptors when their way ends.
@Timeout(30)
class UnixDescriptorsTest {
    private final DescriptorPassing passing = UnixDescriptors.find().orElseThrow();
    private final Descriptors descriptors = new Descriptors(passing, 4);

    @TempDir Path folder;
    private SocketChannel peer;
    private SocketTransport transport;

    @BeforeEach
    void connect() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            peer = SocketChannel.open(address);
            transport = new SocketTransport(server.accept(), Transport.Kind.UNIX);
        }
        send(1);
        descriptors.receive(transport, 1).orElseThrow().close(); // links the calls
    }

    @AfterEach
    void close() throws Exception {
        peer.close();
        transport.close();
    }

    private void send(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            assertThat(passing.send(peer, 1)).isTrue();
        }
    }

    private static long open() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    @Test
    void closesThoseThatAreTooManyAndReadsThemAll() throws Exception {
        long before = open();
        send(8);
        try (Descriptors.Passed _ = descriptors.receive(transport, 3).orElseThrow()) {
            assertThat(descriptors.receive(transport, 2)).isEmpty();
            assertThat(open()).isEqualTo(before + 3);
        }
        assertThat(descriptors.receive(transport, 3).orElseThrow())
                .satisfies(Descriptors.Passed::close);
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void closesThoseThatCameBeforeThePeerLeft() throws Exception {
        long before = open();
        send(2);
        peer.close();

        assertThatThrownBy(() -> descriptors.receive(transport, 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file descriptor came");

        assertThat(open()).isEqualTo(before - 1);
        assertThat(descriptors.receive(transport, 0)).isPresent();
    }

    @Test
    void doesNotWaitForeverForThoseThatWereAnnounced() {
        assertThatThrownBy(() -> descriptors.receive(transport, 1))
                .hasMessageContaining("do not come");
        for (int count : new int[] {-1, 33}) {
            assertThatThrownBy(() -> descriptors.receive(transport, count))
                    .hasMessageContaining("passes 32 at most");
        }
    }
}
