package dev.lungfish.bench.fleet;

import dev.lungfish.controller.authority.AuthorityFolder;
import dev.lungfish.controller.authority.FleetAuthority;
import dev.lungfish.controller.authority.FleetCertificates;
import dev.lungfish.libvirt.tls.TlsContext;
import dev.lungfish.libvirt.tls.TlsTransport;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Returns what it receives over the TLS of a controller, which it shares the authority with: what
/// a dial costs of which nothing is understood, decided or kept.
public final class TlsEcho {
    private static final int BACKLOG = 4096;
    private static final int BUFFER_BYTES = 16 * 1024;

    private TlsEcho() {}

    /// Serves until it is killed.
    ///
    /// @param arguments the folder of the authority, and a port
    public static void main(String[] arguments) throws IOException {
        System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
        FleetAuthority authority =
                FleetAuthority.open(new AuthorityFolder(Path.of(arguments[0])), Instant.now());
        TlsContext context =
                TlsContext.serverOfOurs(
                        authority.shown(List.of("127.0.0.1"), Instant.now()),
                        new FleetCertificates(authority, InstantSource.system()),
                        new TlsContext.Sessions(50_000, Duration.ofHours(1)));
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])),
                    BACKLOG);
            System.out.println("ready");
            while (true) {
                SocketChannel client = server.accept();
                Thread _ = Thread.ofVirtual().start(() -> echo(client, context));
            }
        }
    }

    private static void echo(SocketChannel client, TlsContext context) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try (client) {
            Transport transport =
                    TlsTransport.accept(
                            new SocketTransport(client, Transport.Kind.TCP), context, _ -> true);
            while (transport.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    int _ = transport.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException _) {
            return; // The client is gone.
        }
    }
}
