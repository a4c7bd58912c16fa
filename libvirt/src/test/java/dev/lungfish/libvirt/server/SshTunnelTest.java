package dev.lungfish.libvirt.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.client.Client;
import dev.lungfish.libvirt.client.ClientSettings;
import dev.lungfish.libvirt.client.LibvirtUri;
import dev.lungfish.libvirt.remote.Remote;
import dev.lungfish.libvirt.transport.TunnelTransport;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Far sides of ssh that have one program or another, by an `ssh` that gives what a real one sends
/// to a shell of this host, with another search path.
@Timeout(30)
@NeedsProgram(value = "nc.openbsd", install = "netcat-openbsd")
class SshTunnelTest {
    private static final String NETCAT = "/bin/nc.openbsd";

    /// What they print for `-h`, and for an option that they do not have.
    private static final Map<String, String> NETCATS =
            Map.of(
                    "nc.traditional",
                    "connect to somewhere:\\tnc [-options] hostname port[s] [ports]",
                    "busybox",
                    "Usage: nc [OPTIONS] HOST PORT  - connect");

    @TempDir private Path folder;
    private RunningServer server;
    private Path farSide;
    private Path said;

    @BeforeEach
    void begin() throws IOException {
        server = RunningServer.in(folder);
        farSide = Files.createDirectory(folder.resolve("far side"));
        said = folder.resolve("said");
        Files.createSymbolicLink(farSide.resolve("sh"), Path.of("/bin/sh"));
        program(
                folder.resolve("ssh"),
                """
                for word do :; done
                PATH='%s'
                export PATH
                exec sh -c "$word"
                """
                        .formatted(farSide));
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void takesNetcat() throws Exception {
        Files.createSymbolicLink(farSide.resolve("nc"), Path.of(NETCAT));

        assertThat(answer("")).isEqualTo("Little");
        assertThat(answer("&proxy=netcat")).isEqualTo("Little");
    }

    /// `nc` may be one that knows no Unix sockets: Debian's netcat-traditional, busybox.
    @ParameterizedTest
    @ValueSource(strings = {"nc.traditional", "busybox"})
    void takesAnotherWhereNetcatKnowsNoUnixSockets(String kind) throws Exception {
        program(
                farSide.resolve("nc"),
                "printf '%s\\n' '" + NETCATS.getOrDefault(kind, "") + "' >&2; exit 1");
        Files.createSymbolicLink(farSide.resolve("ncat"), Path.of(NETCAT));

        assertThat(answer("")).isEqualTo("Little");
    }

    @Test
    void takesTheNetcatThatTheUriNames() throws Exception {
        Path odd = farSide.resolve("it's netcat");
        Files.createSymbolicLink(odd, Path.of(NETCAT));

        assertThat(answer("&netcat=" + odd.toString().replace(" ", "%20"))).isEqualTo("Little");
    }

    @Test
    void takesSocat() throws Exception {
        program(
                farSide.resolve("socat"),
                "[ \"$1\" = - ] && exec " + NETCAT + " -q0 -U \"${2#UNIX-CONNECT:}\"");

        assertThat(answer("")).isEqualTo("Little");
    }

    @Test
    void takesLibvirtsHelper() throws Exception {
        program(
                farSide.resolve("virt-ssh-helper"),
                "[ \"$*\" = little:///system ] && exec %s -q0 -U '%s'"
                        .formatted(NETCAT, server.readWrite));

        assertThat(answer("")).isEqualTo("Little");
        assertThat(answer("&proxy=native")).isEqualTo("Little");
    }

    @Test
    void saysWhatIsMissingThere() throws Exception {
        assertThatThrownBy(() -> answer("")).isInstanceOf(IOException.class);
        assertThat(said)
                .content()
                .contains("no program there connects to a socket; install one: netcat-openbsd");
    }

    @Test
    void saysThatTheServerIsMissingThere() throws Exception {
        Files.createSymbolicLink(farSide.resolve("nc"), Path.of(NETCAT));
        server.close();

        assertThatThrownBy(() -> answer("")).isInstanceOf(IOException.class);
        assertThat(said)
                .content()
                .contains("no server has a socket there")
                .contains(server.readWrite.toString());
    }

    private String answer(String more) throws Exception {
        LibvirtUri uri =
                LibvirtUri.parse(
                        "little+ssh://far/system?command=%s&socket=%s%s"
                                .formatted(folder.resolve("ssh"), server.readWrite, more));
        ClientSettings settings =
                ClientSettings.DEFAULT.with(command -> {
                    Process ssh = new ProcessBuilder(command).redirectError(said.toFile()).start();
                    return new TunnelTransport(
                            ssh.getInputStream(), ssh.getOutputStream(), ssh::destroy);
                });
        try (Client client = Client.open(uri, settings)) {
            return client.call(Remote.GET_TYPE);
        }
    }

    private static void program(Path path, String script) throws IOException {
        Files.writeString(path, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
