package dev.lungfish.libvirt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.rpc.Frame;
import dev.lungfish.libvirt.rpc.FrameReader;
import dev.lungfish.libvirt.rpc.Keepalive;
import dev.lungfish.libvirt.rpc.MemoryAllowance;
import dev.lungfish.libvirt.rpc.MessageStatus;
import dev.lungfish.libvirt.transport.SocketTransport;
import dev.lungfish.libvirt.transport.Transport;
import dev.lungfish.libvirt.xdr.XdrCodec;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A client against a server that opens and then says nothing any more.
@Timeout(30)
class KeepaliveTest {
    @TempDir private Path folder;
    private final AtomicInteger pings = new AtomicInteger();

    @Test
    void noticesAServerThatHasBecomeSilentWhileACallWaits() throws Exception {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> serve(door));
            Client client =
                    Client.open(
                            LibvirtUri.parse("qemu:///system?socket=" + socket),
                            ClientSettings.DEFAULT.with(
                                    new ClientSettings.Keeping(Duration.ofMillis(50), 3)));

            assertThatThrownBy(() -> client.call(Remote.GET_HOSTNAME))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the server answered none of 3 pings");

            assertThat(client.closed()).isTrue();
            assertThat(pings.get()).isBetween(1, 3);
        }
    }

    /// Answers what a client asks until something is open.
    private void serve(ServerSocketChannel door) {
        try (SocketChannel channel = door.accept()) {
            FrameReader reader =
                    FrameReader.ofCalls(
                            new SocketTransport(channel, Transport.Kind.UNIX),
                            new MemoryAllowance(1024));
            Optional<Frame> frame = reader.next();
            while (frame.isPresent()) {
                int procedure = frame.get().header().procedure();
                if (Keepalive.PING.matches(frame.get().header())) {
                    pings.incrementAndGet();
                } else if (procedure != Remote.GET_HOSTNAME.number()) {
                    // No types of authentication; the feature is there; nothing.
                    int answer = procedure == Remote.SUPPORTS_FEATURE.number() ? 1 : 0;
                    channel.write(
                            Frame.encode(
                                    frame.get().header().reply(MessageStatus.Known.OK),
                                    XdrCodec.int32("answer"),
                                    answer));
                }
                frame = reader.next();
            }
        } catch (IOException e) {
            return; // the client gave it up
        }
    }
}
