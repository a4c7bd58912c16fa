package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.policy.Condition;
import dev.lungfish.core.policy.Condition.Quantity;
import dev.lungfish.core.policy.Rule;
import dev.lungfish.core.policy.Rule.Action;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The tables of the processors and of the policy.
class PowerTablesTest {
    @Test
    void basesAProfileOnAUsualOne() throws Exception {
        PowerProfile mine =
                power(
                                """
                                [cpu]
                                restore_on_stop = false
                                [cpu.profiles.night]
                                base = "power-saver"
                                governor = ["conservative", "dynamic"]
                                max_frequency = "60%"
                                """)
                        .profiles()
                        .getLast();

        assertThat(mine.name()).isEqualTo("night");
        assertThat(mine.wanted())
                .containsEntry(CpuSetting.GOVERNOR, List.of("conservative", "dynamic"))
                .containsEntry(CpuSetting.MAX_FREQUENCY, List.of("60%"))
                .containsEntry(CpuSetting.BOOST, List.of("off"));
    }

    @Test
    void offersTheMetricsByTlsWithTheCertificatesOfTheDaemon() throws Exception {
        assertThat(
                        power(
                                        """
                                        [daemon]
                                        tls_certificate = "/a"
                                        tls_key = "/b"
                                        tls_authority = "/c"
                                        [metrics]
                                        listen = "127.0.0.1:9750"
                                        tls = "*:9751"
                                        tls_allowed = ["CN=prometheus*"]
                                        """)
                                .metrics())
                .isEqualTo(
                        new MetricsConfiguration(
                                Optional.of(
                                        new InetSocketAddress(
                                                InetAddress.ofLiteral("127.0.0.1"), 9750)),
                                Optional.of(
                                        new MetricsConfiguration.Tls(
                                                new InetSocketAddress(9751),
                                                new CertificateFiles(
                                                        Path.of("/a"),
                                                        Path.of("/b"),
                                                        Path.of("/c")),
                                                true,
                                                Optional.of(List.of("CN=prometheus*"))))));
    }

    @Test
    void asksForNoCertificatesOfReadersOnlyWhereThatIsSaid() throws Exception {
        assertThat(power("metrics.tls = '[::1]'").metrics().tls().orElseThrow().certificateNeeded())
                .isTrue();
        assertThat(
                        power(
                                        """
                                        [metrics]
                                        tls = "[::1]"
                                        tls_client_certificate = false
                                        """)
                                .metrics()
                                .tls()
                                .orElseThrow()
                                .certificateNeeded())
                .isFalse();
    }

    @Test
    void asksAllThatIdleMeansOfARuleThatSleeps() throws Exception {
        assertThat(
                        power(
                                        """
                                        [[policy.rule]]
                                        name = "night"
                                        hours = "22:00-06:00"
                                        after = "20m"
                                        sleep = "disk"
                                        for = "3h"
                                        """)
                                .policy()
                                .ladder()
                                .rules())
                .containsExactly(
                        new Rule(
                                "night",
                                List.of(
                                        new Condition.Hours(
                                                LocalTime.of(22, 0), LocalTime.of(6, 0)),
                                        new Condition.Amount(Quantity.LOAD, true, 10, 5),
                                        new Condition.Amount(Quantity.GUESTS, true, 0, 0),
                                        new Condition.Amount(Quantity.SESSIONS, true, 0, 0),
                                        new Condition.NoBlockers()),
                                Duration.ofMinutes(20),
                                new Action.Sleep(SleepTarget.DISK, Duration.ofHours(3))));
    }

    @Test
    void decidesNothingWhereItIsSwitchedOff() throws Exception {
        String rule = "[[policy.rule]]\nname = \"all\"\nprofile = \"balanced\"\n";

        assertThat(power(rule).policy().decides()).isTrue();
        assertThat(power("[policy]\nenabled = false\n" + rule).policy().decides()).isFalse();
        assertThat(power("").policy().decides()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profile = \"balancd\" | no profile 'balancd'",
                "sleep = \"ram\" | mem, disk or hybrid expected, found 'ram'",
                "after = \"5m\" | a rule has either a profile or a sleep",
                "profile = \"balanced\"~hours = \"25:00-6\" | hours like \"22:00-06:00\" expected",
                "profile = \"balanced\"~load_at_least = 101 | a whole number between 0 and 100",
                "profile = \"balanced\"~laod_at_least = 1 | unknown 'policy.rule.laod_at_least'",
                "profile = \"balanced\"~power = \"sun\" | mains or battery expected"
            })
    void namesTheLineOfARuleThatItDoesNotUnderstand(String rule, String message) {
        assertThatThrownBy(
                        () -> power("[[policy.rule]]\nname = \"one\"\n" + rule.replace('~', '\n')))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("lungfish.toml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "listen = \"0.0.0.0:9750\" | there the metrics have no protection",
                "tls = 9750 | a text in quotes expected",
                "tls = \":9750\" | is no place to listen",
                "tls = \"*\"~tls_client_certificate = false~tls_allowed = [\"CN=x\"] | names"
                        + " nobody",
                "tls_certificate = \"/a\" | unknown"
            })
    void namesWhatIsWrongWithTheMetrics(String metrics, String message) {
        assertThatThrownBy(() -> power("[metrics]\n" + metrics.replace('~', '\n')))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static PowerConfiguration power(String text) throws ConfigurationException {
        return ConfigurationParser.parse("lungfish.toml", text).power();
    }
}
