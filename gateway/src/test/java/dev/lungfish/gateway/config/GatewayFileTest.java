package dev.lungfish.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.config.GatewayConfiguration.ListenerEntry;
import dev.lungfish.gateway.config.GatewayConfiguration.Way;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayFileTest {
    private static final String HOST =
            """
            [hosts.lab1]
            address = "192.0.2.7"
            cards = ["52:54:00:12:34:56"]
            """;

    private static final String LISTENER =
            """
            [[listener]]
            name = "ssh"
            listen = "[::]:2201"
            host = "lab1"
            port = 22
            allow = ["192.0.2.0/24"]
            """;

    @Test
    void hasUsualValues() {
        GatewayConfiguration read = GatewayFile.parse("gateway.toml", HOST + LISTENER);

        assertThat(read.waking().by()).isEqualTo(new Way.Packets());
        assertThat(read.waking().answerWithin()).isEqualTo(Duration.ofMillis(50));
        ListenerEntry listener = read.listeners().getFirst();
        assertThat(listener.onConnect()).isFalse();
        assertThat(listener.hold()).isEqualTo(Duration.ofMinutes(2));
        assertThat(listener.parkAfter()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port = 22 | port = 70000 | gateway.toml:8:1: listener.port is 1 to 65535, found"
                        + " '70000'",
                "host = \"lab1\" | host = \"lab2\" | gateway.toml:7:1: listener.host is one of the"
                        + " hosts: lab1, found 'lab2'",
                "allow = [\"192.0.2.0/24\"] | allow = [\"192.0.2.0/64\"] | gateway.toml:9:1:"
                        + " listener.allow is a list of networks",
                "allow = [\"192.0.2.0/24\"] | | listener.allow is a list of networks as"
                        + " [\"192.0.2.0/24\"], found 'nothing'",
                "port = 22 | port = 22\\nprot = 1 | gateway.toml:9:1: there is no setting"
                        + " listener.prot",
                "cards = [\"52:54:00:12:34:56\"] | | hosts.lab1.cards is a list of MAC addresses",
                "listen = \"[::]:2201\" | listen = \"2201\" | gateway.toml:6:1: listener.listen is"
                        + " an address and a port",
                "port = 22 | port = 22\\nhold = \"2\" | gateway.toml:9:1: listener.hold is a"
                        + " length",
                "port = 22 | port = | gateway.toml:8:",
            })
    void saysWhatIsWrongAndWhere(String was, String now, String expected) {
        String text = (HOST + LISTENER).replace(was, now == null ? "" : now.replace("\\n", "\n"));

        assertThatThrownBy(() -> GatewayFile.parse("gateway.toml", text))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining(expected);
    }

    private static final String STAND_IN =
            """
            [stand_in.eth0]
            router = 77
            [stand_in.eth0.hosts.lab1]
            ports = [22, 16514]
            allow = ["192.0.2.0/24"]
            addresses = { "192.0.2.8" = "52:54:00:00:00:08" }
            """;

    @Test
    void standsInForTheHostAndItsGuests() {
        GatewayConfiguration read = GatewayFile.parse("gateway.toml", HOST + STAND_IN);

        assertThat(read.standIns())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.networkInterface()).isEqualTo("eth0");
                    assertThat(entry.router()).isEqualTo(77);
                    assertThat(entry.priority()).isEqualTo(100);
                    assertThat(entry.hosts().getFirst().ports())
                            .containsExactlyInAnyOrder(22, 16514);
                    assertThat(entry.hosts().getFirst().addresses())
                            .containsOnly(
                                    Map.entry(
                                            InetAddress.ofLiteral("192.0.2.7"),
                                            MacAddress.parse("52:54:00:12:34:56")),
                                    Map.entry(
                                            InetAddress.ofLiteral("192.0.2.8"),
                                            MacAddress.parse("52:54:00:00:00:08")));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "router = 77 | router = 256 | gateway.toml:5:1: stand_in.eth0.router is 1 to 255,"
                        + " found '256'",
                "router = 77 | priority = 255 | gateway.toml:5:1: stand_in.eth0.priority is 1 to"
                        + " 254, found '255'",
                "eth0.hosts.lab1] | eth0.hosts.lab2] | stand_in.eth0.hosts.lab2 is one of the"
                        + " hosts, found 'lab2'",
                "[22, 16514] | [22, 0] | gateway.toml:7:1: stand_in.eth0.hosts.lab1.ports is ports"
                        + " as [22, 16514], found '0'",
                "ports = [22, 16514] | | stand_in.eth0.hosts.lab1.ports is ports as [22, 16514],"
                        + " found 'nothing'",
                "52:54:00:00:00:08 | 52:54 | stand_in.eth0.hosts.lab1.addresses.192.0.2.8 is an"
                        + " address with its card",
                "\"192.0.2.8\" | \"lab8\" | stand_in.eth0.hosts.lab1.addresses.lab8 is an address"
                        + " with its card",
                "router = 77 | rooter = 77 | gateway.toml:5:1: there is no setting"
                        + " stand_in.eth0.rooter",
                "address = \"192.0.2.7\" | address = \"2001:db8::7\" | an IPv4 address in"
                        + " hosts.lab1.address",
            })
    void saysWhatIsWrongWithAStandInAndWhere(String was, String now, String expected) {
        String text = (HOST + STAND_IN).replace(was, now == null ? "" : now);

        assertThatThrownBy(() -> GatewayFile.parse("gateway.toml", text))
                .isInstanceOf(ReasonException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void takesNoControllerWithoutTls() {
        String wake =
                """
                [wake]
                by = "controller"
                controller = "http://192.0.2.1:16516"
                token = "/etc/lungfish/gateway.token"
                """;

        assertThatThrownBy(() -> GatewayFile.parse("gateway.toml", wake + HOST + LISTENER))
                .hasMessageContaining("gateway.toml:3:1: wake.controller is a URL")
                .hasMessageContaining("without TLS only an address of the loopback");
    }

    @Test
    void takesNoFileThatAnybodyMayChange(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("gateway.toml"), HOST + LISTENER);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

        assertThatThrownBy(() -> GatewayFile.read(Optional.of(file)))
                .hasMessageContaining("may be changed by everybody");
    }

    @Test
    void aGatewayNeedsAListener(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("gateway.toml"), HOST);

        assertThat(GatewayFile.read(Optional.of(file)).hosts()).containsKey("lab1");
        assertThatThrownBy(() -> GatewayFile.readToServe(Optional.of(file)))
                .hasMessageContaining("at least one [[listener]]");
    }
}
