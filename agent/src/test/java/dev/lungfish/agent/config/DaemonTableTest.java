package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.share.Startups;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonTableTest {

    @Test
    void listensAtNoPortWhereNothingIsSaid() throws Exception {
        assertThat(daemon("[daemon]")).isEqualTo(DaemonConfiguration.usual());
        assertThat(DaemonConfiguration.usual().tcp()).isEmpty();
        assertThat(DaemonConfiguration.usual().tls()).isEmpty();
    }

    @Test
    void takesEachValueFromItsKey() throws Exception {
        assertThat(
                        daemon(
                                """
                                [daemon]
                                socket_folder = "/a"
                                libvirt_sockets = false
                                libvirt_socket_folder = "/b"
                                group = "lab"
                                tcp = "127.0.0.1"
                                tls = "[::1]:7"
                                tls_certificate = "/c"
                                tls_key = "/d"
                                tls_authority = "/e"
                                tls_allowed = ["CN=x", "CN=y*"]
                                clients = 9
                                startups = "10:30:100"
                                startups_per_source = 5
                                """))
                .isEqualTo(
                        new DaemonConfiguration(
                                Optional.of(Path.of("/a")),
                                Optional.of(Path.of("/b")),
                                false,
                                Optional.of("lab"),
                                Optional.of(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 16_509)),
                                Optional.of(
                                        new DaemonConfiguration.Tls(
                                                new InetSocketAddress(
                                                        InetAddress.ofLiteral("::1"), 7),
                                                Optional.of(List.of("CN=x", "CN=y*")))),
                                new CertificateFiles(Path.of("/c"), Path.of("/d"), Path.of("/e")),
                                9,
                                new Startups(10, 30, 100, 5)));
    }

    @Test
    void takesLibvirtsFilesForTls() throws Exception {
        assertThat(daemon("daemon.tls = '*'").tls())
                .contains(
                        new DaemonConfiguration.Tls(
                                new InetSocketAddress(16_514), Optional.empty()));
        assertThat(daemon("daemon.tls = '*'\ndaemon.tls_allowed = []").tls())
                .as("an empty list is a list")
                .contains(
                        new DaemonConfiguration.Tls(
                                new InetSocketAddress(16_514), Optional.of(List.of())));
        assertThat(daemon("daemon.tls = '*'").certificates())
                .isEqualTo(
                        new CertificateFiles(
                                Path.of("/etc/pki/libvirt/servercert.pem"),
                                Path.of("/etc/pki/libvirt/private/serverkey.pem"),
                                Path.of("/etc/pki/CA/cacert.pem")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "daemon.tcp = 16509          | 'daemon.tcp': a text in quotes expected",
                "daemon.tcp = ':16509'       | is no place to listen",
                "daemon.tcp = '*:99999'      | is no place to listen",
                "daemon.tcp = 'a b'          | is no place to listen",
                "daemon.tcp = '1.2.3.4.5:1' | '1.2.3.4.5' is no address",
                "daemon.socket_folder = 'x'  | a path from the root expected, found 'x'",
                "daemon.group = ' '          | the name of a group expected",
                "daemon.libvirt_sockets = 1  | true or false expected",
                "daemon.tls_allowed = 'CN=x' | a list of distinguished names expected",
                "daemon.tls_allowed = [1]    | a distinguished name in quotes expected",
                "daemon.startups = '1:2'     | START:RATE:FULL expected",
                "daemon.startups = '9:30:8'  | START:RATE:FULL expected",
                "daemon.startups_per_source = 0 | a whole number between 1 and 100000 expected",
                "daemon.client = 1           | unknown 'daemon.client'"
            })
    void refusesWhatItDoesNotUnderstand(String line, String words) {
        assertThatThrownBy(() -> daemon(line))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the file:1:")
                .hasMessageContaining(words);
    }

    private static DaemonConfiguration daemon(String text) throws ConfigurationException {
        return ConfigurationParser.parse("the file", text).daemon();
    }
}
