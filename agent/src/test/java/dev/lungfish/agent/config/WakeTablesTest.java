package dev.lungfish.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.Watch.WatchRules;
import dev.lungfish.core.wake.WakeOnLanMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WakeTablesTest {
    @Test
    void takesEachKey() throws Exception {
        assertThat(
                        read(
                                """
                                [wake_on_lan]
                                eth0 = "g"
                                "br0" = "pg"
                                eth1 = "d"
                                [neighbour]
                                hosts = ["lungfish+tls://lab2/system"]
                                required = true
                                grace = "3min"
                                first_pause = "4s"
                                longest_pause = "5min"
                                patience = "6h"
                                wake_networks = ["198.51.100.0/24"]
                                """))
                .isEqualTo(
                        new WakeConfiguration(
                                Map.of(
                                        "eth0",
                                        Set.of(WakeOnLanMode.MAGIC),
                                        "br0",
                                        Set.of(WakeOnLanMode.MAGIC, WakeOnLanMode.PHYSICAL),
                                        "eth1",
                                        Set.of()),
                                List.of("lungfish+tls://lab2/system"),
                                true,
                                new WatchRules(
                                        Duration.ofMinutes(3),
                                        Duration.ofSeconds(4),
                                        Duration.ofMinutes(5),
                                        Duration.ofHours(6)),
                                List.of(NetworkAddress.parse("198.51.100.0/24"))));
    }

    @Test
    void tellsNobodyWhereNothingIsConfigured() throws Exception {
        assertThat(read("")).isEqualTo(WakeConfiguration.usual());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[wake_on_lan]; eth0 = 'x' | pumbagsf",
                "[wake_on_lan]; eth0 = 's' | --password",
                "[wake_on_lan]; eth0 = '' | or d for none",
                "[wake_on_lan]; eth0 = 7 | a text in quotes",
                "[neighbour]; hosts = ['lab2'] | neighbour.hosts",
                "[neighbour]; required = true | neighbour.hosts' is empty",
                "[neighbour]; longest_pause = '2s' | less than 'neighbour.first_pause'",
                "[neighbour]; patience = '2s' | less than 'neighbour.grace'",
                "[neighbour]; gracee = '2s' | did you mean 'grace'"
            })
    void saysWhatIsWrong(String lines, String found) {
        assertThatThrownBy(() -> read(lines.replace(';', '\n').replace('\'', '"')))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(found)
                .hasMessageContaining("mine.toml:2");
    }

    private static WakeConfiguration read(String text) throws ConfigurationException {
        return ConfigurationParser.parse("mine.toml", text).ways();
    }
}
