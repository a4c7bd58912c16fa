package dev.lungfish.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PeerProcessTest {
    @TempDir private Path folder;

    @Test
    void isTheOneThatConnected() throws Exception {
        SocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel client = SocketChannel.open(address);
                    SocketChannel accepted = server.accept()) {
                Optional<PeerProcess> peer = PeerProcess.of(accepted);

                assertThat(client.isConnected()).isTrue();
                assertThat(peer)
                        .contains(
                                new PeerProcess(
                                        (int) ProcessHandle.current().pid(),
                                        (int) Files.getAttribute(folder, "unix:uid"),
                                        (int) Files.getAttribute(folder, "unix:gid")));
            }
        }
    }

    @Test
    void isNotToldOfAConnectionOverTheNetwork() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            try (SocketChannel client = SocketChannel.open(server.getLocalAddress());
                    SocketChannel accepted = server.accept()) {
                assertThat(client.isConnected()).isTrue();
                assertThat(PeerProcess.of(accepted)).isEmpty();
            }
        }
    }

    @Test
    void wasStartedOnce() throws Exception {
        int own = (int) ProcessHandle.current().pid();
        Process child = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(PeerProcess.startTime(own)).isEqualTo(PeerProcess.startTime(own));
            assertThat(PeerProcess.startTime((int) child.pid()).orElseThrow())
                    .isGreaterThan(PeerProcess.startTime(own).orElseThrow());
        } finally {
            child.destroy();
        }
        assertThat(PeerProcess.startTime(0)).isEmpty();
        assertThat(PeerProcess.startTime(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void hasTheNameThatItGaveItself() {
        assertThat(PeerProcess.name((int) ProcessHandle.current().pid()))
                .hasValueSatisfying(name -> assertThat(name).isNotBlank());
        assertThat(PeerProcess.name(0)).isEmpty();
        assertThat(PeerProcess.name(Integer.MAX_VALUE)).isEmpty();
    }
}
