package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.cli.command.PlayedMachine.Told;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a start would fail on is found before it.
class CheckConfigTest {
    private static final String FILE = "/etc/lungfish/lungfish.toml";

    @TempDir private Path folder;
    private PlayedMachine machine;

    @BeforeEach
    void copy() {
        machine = PlayedMachine.untested("laptop-with-everything-fine", folder);
    }

    @Test
    void saysWhichFileItRead() {
        machine.write(FILE, "sleep.delay = \"9s\"\n");
        assertThat(machine.run("daemon", "--check-config").out())
                .isEqualTo("Read " + FILE + "\nThe configuration can be used\n");
        assertThat(machine.run("daemon", "--check-config", "--json").out())
                .isEqualTo(
                        """
                        {"schema":"lungfish.config-check/1","file":"%s","exists":true,\
                        "usable":true,"problems":[],"problemsDetails":[]}
                        """
                                .formatted(FILE));
        assertThat(machine.file(FILE).toFile().delete()).isTrue();
        assertThat(machine.run("daemon", "--check-config").out())
                .startsWith("There is no " + FILE + ": all settings are the usual ones");
    }

    @Test
    void findsCertificatesGroupsPortsFoldersAndRulesThatAreOfNoUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            machine.write(
                    FILE,
                    """
                    [daemon]
                    group = "nobody-has-this-group"
                    socket_folder = "/none/of/these"
                    tcp = "127.0.0.1:%d"
                    tls = "127.0.0.1:0"
                    tls_certificate = "/none/servercert.pem"

                    [[policy.rule]]
                    name = "hot"
                    load_at_least = 60
                    load_at_most = 10
                    profile = "performance"

                    [[policy.rule]]
                    name = "always"
                    profile = "balanced"

                    [[policy.rule]]
                    name = "night"
                    days = "Mon..Fri"
                    hours = "22:00-06:00"
                    profile = "power-saver"
                    """
                            .formatted(taken.getLocalPort()));

            Told told = machine.run("daemon", "--check-config");

            assertThat(told.code()).isEqualTo(3);
            assertThat(told.out()).contains("Read " + FILE, "A start would fail");
            assertThat(told.err())
                    .contains(
                            "daemon.group: this machine has no group 'nobody-has-this-group'",
                            "daemon.socket_folder: /none/of/these: neither it nor",
                            "daemon.tls: /",
                            "daemon.tcp: 127.0.0.1:" + taken.getLocalPort() + " can't be",
                            "in use",
                            "'hot' never holds: load at least 60 and at most 10",
                            "'night' never decides: the earlier rule 'always' holds")
                    .doesNotContainPattern("[a-z]+\\.[a-z]+\\.[A-Z]\\w*Exception");
            assertThat(machine.run("daemon", "--check-config", "--json").out())
                    .contains(
                            "\"usable\":false",
                            "\"code\":\"group-unknown\"",
                            "\"code\":\"rule-unreachable\"");
        }
    }

    @Test
    void findsTheGroupOfTheRelayAndWhatNeighboursWouldBeShown() throws Exception {
        Path pki = Files.createDirectory(folder.resolve("pki"));
        Files.writeString(pki.resolve("clientcert.pem"), "no certificate");
        machine.write(
                FILE,
                """
                [relay]
                group = "nobody-has-this-group"

                [neighbour]
                hosts = ["lungfish+tls://lab2/system?pkipath=%1$s",
                    "lungfish+tls://lab3/system?pkipath=%1$s/missing", "lungfish+ssh://lab4/system"]
                """
                        .formatted(pki));

        Told told = machine.run("daemon", "--check-config");

        assertThat(told.code()).isEqualTo(3);
        assertThat(told.err())
                .contains(
                        "relay.group: this machine has no group 'nobody-has-this-group'",
                        "neighbour.hosts: lungfish+tls://lab2/system?pkipath=" + pki + ": " + pki,
                        "/missing/cacert.pem")
                .doesNotContain("Exception", "lab4");
    }

    /// A host without libvirt has no group of that name.
    @Test
    void doesNotAskForTheUsualGroupOfTheRelay() {
        machine.write(FILE, "[relay]\ngroup = \"libvirt\"\n");

        assertThat(machine.run("daemon", "--check-config").code()).isZero();
    }

    @Test
    void answersInJsonWhereTheFileCannotBeParsed() {
        machine.write(FILE, "[daemon]\ntpc = 1\n");

        assertThat(machine.run("daemon", "--check-config", "--json").out())
                .contains(
                        "\"code\":\"configuration-unusable\"",
                        "\"code\":\"setting-unknown\"",
                        "daemon.tpc");
        assertThat(machine.run("daemon", "--json").code()).isEqualTo(3);
    }
}
