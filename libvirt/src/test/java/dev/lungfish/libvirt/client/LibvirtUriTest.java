package dev.lungfish.libvirt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.libvirt.client.LibvirtUri.Way;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibvirtUriTest {
    @ParameterizedTest
    @CsvSource({
        "qemu:///system, UNIX, qemu:///system",
        "qemu+unix:///system?socket=/tmp/s, UNIX, qemu:///system",
        "lungfish+tls://host/system?pkipath=/p&no_verify=1, TLS, lungfish:///system",
        "qemu://host/system, TLS, qemu:///system",
        "qemu+tcp://u@h/system?foo=b%20ar&no_verify=1#frag, TCP, qemu:///system?foo=b%20ar#frag",
        "qemu+tcp://h/system?name=test:///default, TCP, test:///default",
        "qemu+ssh://root@host:2222/session, SSH, qemu:///session",
        "remote:///, UNIX, ''",
        "test:///default, UNIX, test:///default",
    })
    void saysHowToConnectAndWhatToOpen(String text, Way way, String name) throws Exception {
        LibvirtUri uri = LibvirtUri.parse(text);

        assertThat(uri.way()).isEqualTo(way);
        assertThat(uri.name()).isEqualTo(name);
    }

    @Test
    void hasItsParts() throws Exception {
        LibvirtUri uri =
                LibvirtUri.parse("lungfish+tls://me@[::1]:99/system?pkipath=/a%20b&no_verify=1");

        assertThat(uri.driver()).isEqualTo("lungfish");
        assertThat(uri.user()).isEqualTo("me");
        assertThat(uri.host()).isEqualTo("::1");
        assertThat(uri.portOrDefault()).isEqualTo(99);
        assertThat(uri.parameter("pkipath")).contains("/a b");
        assertThat(uri.verify()).isFalse();
        assertThat(LibvirtUri.parse("qemu+tls://h/system").portOrDefault()).isEqualTo(16_514);
        assertThat(LibvirtUri.parse("qemu+tls://h/system").verify()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "qemu, does not begin with a driver",
        "qemu:system, does not begin with a driver",
        "qemu+carrier://host/system, asks for the transport 'carrier'",
        "qemu+tls:///system, names no host",
        "qemu+unix://host/system, a Unix socket is of this host",
        "qemu://a b/system, is no URI",
    })
    void namesThePartThatIsWrong(String text, String message) {
        assertThatThrownBy(() -> LibvirtUri.parse(text))
                .isInstanceOf(MalformedUriException.class)
                .hasMessageContaining(text)
                .hasMessageContaining(message);
    }

    @Test
    void looksForTheDriversOwnSocketFirst() throws Exception {
        Dialer dialer = new Dialer(LibvirtUri.parse("lungfish:///system"), ClientSettings.DEFAULT);
        Dialer readOnly =
                new Dialer(LibvirtUri.parse("remote:///"), ClientSettings.DEFAULT.readOnly(true));

        assertThat(dialer.sockets())
                .containsExactly(
                        Path.of("/var/run/libvirt/virtlungfishd-sock"),
                        Path.of("/var/run/libvirt/libvirt-sock"));
        assertThat(readOnly.sockets()).containsExactly(Path.of("/var/run/libvirt/libvirt-sock-ro"));
    }

    @Test
    void makesTheCommandOfATunnel() throws Exception {
        Dialer dialer =
                new Dialer(
                        LibvirtUri.parse(
                                "qemu+ssh://root@host:2222/system?socket=/run/s&keyfile=/k"),
                        ClientSettings.DEFAULT);

        assertThat(dialer.sshCommand())
                .startsWith(
                        "ssh", "-p", "2222", "-l", "root", "-i", "/k", "-T", "-e", "none", "--",
                        "host")
                .hasSize(13);
        assertThat(dialer.sshCommand().getLast()).endsWith(" '/run/s'").doesNotContain("\n");
    }
}
