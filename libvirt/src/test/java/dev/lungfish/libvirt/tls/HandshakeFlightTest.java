package dev.lungfish.libvirt.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.testkit.Certificates;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each packet of a handshake wakes the other side, so what one side has to say before it waits is
/// one packet.
@Timeout(60)
class HandshakeFlightTest {
    @TempDir Path folder;

    /// Counts what it sends.
    private static final class Counted implements Transport {
        private final Transport lower;
        private final AtomicInteger writes = new AtomicInteger();

        Counted(Transport lower) {
            this.lower = lower;
        }

        @Override
        public Kind kind() {
            return lower.kind();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return lower.read(target);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int _ = writes.incrementAndGet();
            return lower.write(source);
        }

        @Override
        public boolean isOpen() {
            return lower.isOpen();
        }

        @Override
        public void close() throws IOException {
            lower.close();
        }
    }

    /// The client sends its hello and its end, the server its part, and its end with the byte that
    /// confirms the certificate.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    @NeedsProgram(value = "openssl", install = "openssl")
    void eachSideSendsItsPartAtOnce(String version) throws Exception {
        Path pki = Certificates.in(folder.resolve("pki"), "ec");
        TlsContext context = TlsContext.server(MadeCredentials.server(pki), List.of(version));
        TlsContext trusting =
                TlsContext.client(
                        Credentials.read(
                                pki.resolve("cacert.pem"),
                                pki.resolve("clientcert.pem"),
                                pki.resolve("clientkey.pem")),
                        true);
        try (ServerSocketChannel port = ServerSocketChannel.open()) {
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            FutureTask<Counted> served =
                    new FutureTask<>(() -> {
                        Counted lower = counted(port.accept());
                        TlsTransport server = TlsTransport.accept(lower, context, _ -> true);
                        assertThat(server.peer()).isPresent();
                        assertThat(server.version()).isEqualTo(version);
                        return lower;
                    });
            Thread _ = Thread.ofVirtual().start(served);
            InetSocketAddress address = (InetSocketAddress) port.getLocalAddress();
            try (Counted lower = counted(SocketChannel.open(address));
                    TlsTransport client =
                            TlsTransport.connect(
                                    lower, trusting, "localhost", address.getPort(), true);
                    Counted server = served.get()) {
                assertThat(client.version()).isEqualTo(version);
                assertThat(lower.writes).as("by the client").hasValue(2);
                assertThat(server.writes).as("by the server").hasValue(2);
            }
        }
    }

    private static Counted counted(SocketChannel channel) {
        return new Counted(new SocketTransport(channel, Transport.Kind.TCP));
    }

    @Test
    void aFlightGrowsAndIsTakenOnce() {
        Flight flight = new Flight();
        ByteBuffer alone = ByteBuffer.wrap(new byte[] {9});
        assertThat(flight.takeWith(alone)).isSameAs(alone);
        assertThat(flight.take().hasRemaining()).isFalse();

        flight.add(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        flight.add(ByteBuffer.wrap(new byte[] {4}));
        ByteBuffer taken = flight.takeWith(ByteBuffer.wrap(new byte[] {5, 6}));

        byte[] bytes = new byte[taken.remaining()];
        taken.get(bytes);
        assertThat(bytes).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(flight.take().hasRemaining()).isFalse();
    }
}
