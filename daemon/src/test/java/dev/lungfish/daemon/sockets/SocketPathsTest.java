package dev.lungfish.daemon.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.config.CertificateFiles;
import dev.lungfish.agent.config.DaemonConfiguration;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.libvirt.server.Listener;
import dev.lungfish.libvirt.server.Server;
import dev.lungfish.libvirt.server.ServerSettings;
import dev.lungfish.libvirt.share.Startups;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketPathsTest {
    @TempDir private Path folder;
    private final List<String> log = new ArrayList<>();

    @Test
    void opensUnixSocketsAloneWhereNothingIsConfigured() throws Exception {
        List<Listener.Unix> listeners =
                new SocketPaths(
                                configuration(Optional.empty(), Optional.empty()),
                                Optional.of(folder))
                        .listeners();

        assertThat(listeners)
                .extracting(Listener::name)
                .containsExactly(
                        folder + "/run/lungfish/libvirt-sock",
                        folder + "/run/lungfish/libvirt-sock-ro",
                        folder + "/run/libvirt/virtlungfishd-sock",
                        folder + "/run/libvirt/virtlungfishd-sock-ro");
        Listener.Unix act = listeners.getFirst();
        assertThat(PosixFilePermissions.toString(act.permissions())).isEqualTo("rw-------");
        assertThat(act.readOnly()).isFalse();
        Listener.Unix look = listeners.get(1);
        assertThat(PosixFilePermissions.toString(look.permissions())).isEqualTo("rw-rw-rw-");
        assertThat(look.readOnly()).isTrue();
    }

    @Test
    void makesTheFolderOfASocketAndOpensItForRootAloneWhereTheGroupIsMissing() throws Exception {
        try (Server server = Server.start(settings())) {
            SocketPaths paths =
                    new SocketPaths(
                            configuration(Optional.of("nobody-has-this-group"), Optional.empty()),
                            Optional.of(folder));
            Log told = new Log(log::add, true, () -> Instant.EPOCH);
            Ports sockets = new Ports(paths.sockets(server, told), told);

            boolean _ = sockets.look();

            assertThat(sockets.isOpen(paths.socket().toString())).isTrue();
            assertThat(permissions("run/lungfish")).isEqualTo("rwxr-xr-x");
            assertThat(permissions("run/lungfish/libvirt-sock")).isEqualTo("rw-------");
            assertThat(permissions("run/lungfish/libvirt-sock-ro")).isEqualTo("rw-rw-rw-");
            assertThat(log)
                    .anySatisfy(line ->
                            assertThat(line)
                                    .contains("only root may use a socket")
                                    .contains("has no group 'nobody-has-this-group'"));
            sockets.close();
        }
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    @Test
    void letsTheGroupActWhereOneIsConfigured() throws Exception {
        Listener.Unix act =
                new SocketPaths(
                                configuration(Optional.of("libvirt"), Optional.empty()),
                                Optional.of(folder))
                        .listeners()
                        .getFirst();

        assertThat(PosixFilePermissions.toString(act.permissions())).isEqualTo("rw-rw----");
        assertThat(act.group()).isEqualTo("libvirt");
    }

    @Test
    void listensAtTcpWhereAskedTo() throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Server server = Server.start(settings())) {
            Ports ports = ports(server, any);

            assertThat(ports.look()).isFalse();
            assertThat(ports.opened()).isEqualTo(1);
            assertThat(log).singleElement().asString().contains("listening", "localhost");
            ports.close();
        }
    }

    /// A name that is not resolved yet, and a port that somebody else has.
    @Test
    @SuppressWarnings("try") // the port becomes free before the end
    void triesAgainWhereAPortCanNotBeOpenedYet() throws Exception {
        try (Server server = Server.start(settings());
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports nameless = ports(server, InetSocketAddress.createUnresolved("no.invalid", 1));
            Ports ports = ports(server, (InetSocketAddress) taken.getLocalSocketAddress());

            boolean _ = nameless.look();
            boolean _ = ports.look();
            boolean _ = ports.look();
            assertThat(log).hasSize(2);
            assertThat(log.getFirst()).contains("not open yet", "no address is known of");
            assertThat(log.getLast()).contains("not open yet", "Address already in use");

            taken.close();
            boolean _ = ports.look();
            assertThat(ports.opened()).isEqualTo(1);
            assertThat(log.getLast()).contains("listening");
            ports.close();
        }
    }

    private ServerSettings settings() {
        return ServerSettings.of(
                List.of(
                        new Listener.Unix(
                                folder.resolve("own"),
                                PosixFilePermissions.fromString("rw-------"),
                                null,
                                false,
                                1)),
                List.of());
    }

    private Ports ports(Server server, InetSocketAddress tcp) {
        Log told = new Log(log::add, true, () -> Instant.EPOCH);
        return new Ports(
                new SocketPaths(
                                configuration(Optional.empty(), Optional.of(tcp)),
                                Optional.of(folder))
                        .ports(
                                server,
                                () -> configuration(Optional.empty(), Optional.empty()),
                                told),
                told);
    }

    /// What is in the way at one boot keeps no daemon down.
    @Test
    void namesTheFolderThatCanNotBeMadeAndTriesAgain() throws Exception {
        Files.writeString(folder.resolve("run"), "a file");
        try (Server server = Server.start(settings())) {
            SocketPaths paths =
                    new SocketPaths(
                            configuration(Optional.empty(), Optional.empty()), Optional.of(folder));
            Log told = new Log(log::add, true, () -> Instant.EPOCH);
            Ports sockets = new Ports(paths.sockets(server, told), told);

            boolean _ = sockets.look();
            assertThat(sockets.opened()).isZero();
            assertThat(log.getFirst())
                    .contains("the folder '" + folder + "/run/lungfish' for sockets can't be made")
                    .doesNotContain("Exception");

            Files.delete(folder.resolve("run"));
            boolean _ = sockets.look();
            assertThat(sockets.opened()).isEqualTo(4);
            sockets.close();
        }
    }

    private DaemonConfiguration configuration(
            Optional<String> group, Optional<InetSocketAddress> tcp) {
        return new DaemonConfiguration(
                Optional.empty(),
                Optional.empty(),
                true,
                group,
                tcp,
                Optional.empty(),
                new CertificateFiles(folder, folder, folder),
                7,
                Startups.USUAL);
    }
}
