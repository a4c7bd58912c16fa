package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.procedure.request.GuestPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestsAndRelayTablesTest {
    @Test
    void takeEachValueFromItsKey() throws Exception {
        Configuration configuration =
                ConfigurationParser.parse(
                        "file",
                        """
                        [guests]
                        policy = "save"
                        socket = "/run/libvirt/virtqemud-sock"
                        uri = "test:///default"
                        [hooks]
                        limit = "5min"
                        on_failure = "report"
                        [relay]
                        enabled = false
                        socket_folder = "/run/other"
                        group = "operators"
                        names = ["qemu:///system", "lxc:///system"]
                        anonymous = true
                        """);

        assertThat(configuration.guests())
                .isEqualTo(
                        new GuestsConfiguration(
                                GuestPolicy.SAVE,
                                Optional.of(Path.of("/run/libvirt/virtqemud-sock")),
                                "test:///default"));
        assertThat(configuration.hooks())
                .isEqualTo(
                        new HooksConfiguration(
                                Duration.ofMinutes(5), HooksConfiguration.OnFailure.REPORT));
        assertThat(configuration.relay())
                .isEqualTo(
                        new RelayConfiguration(
                                false,
                                Optional.of(Path.of("/run/other")),
                                "operators",
                                List.of("qemu:///system", "lxc:///system"),
                                true));
    }

    @Test
    void tellAllThatIsWrongAtOnce() {
        assertThatThrownBy(() ->
                        ConfigurationParser.parse(
                                "file",
                                """
                                [guests]
                                policy = "stop"
                                uri = "qemu+tcp://elsewhere/system"
                                [relay]
                                names = ["qemu+tcp://elsewhere/system"]
                                grup = "libvirt"
                                """))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused ->
                                assertThat(refused.problems())
                                        .extracting(Problem::toString)
                                        .hasSize(4)
                                        .anySatisfy(line -> assertThat(line).contains("stop"))
                                        .anySatisfy(line ->
                                                assertThat(line).contains("names no local driver"))
                                        .anySatisfy(line -> assertThat(line).contains("grup")));
    }

    @Test
    void refuseARelayToTheDaemonItself() {
        assertThatThrownBy(() ->
                        ConfigurationParser.parse(
                                "file",
                                "daemon.socket_folder = '/run/libvirt'\n[relay]\ngroup = 'a'\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the daemon's own");
    }
}
