package dev.lungfish.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.controller.ControllerService;
import dev.lungfish.controller.config.ControllerFile;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.replay.engine.FleetReplay;
import dev.lungfish.replay.engine.Setting;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.trace.Need;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `lungfish fleet simulate` says a controller would do with a load is what the controller
/// itself does with it: the same number of hosts sleeps at the same time, but for the minute in
/// which a host does not call.
@Timeout(120)
class SameDecisionsTest {
    private static final Instant BEGINNING = Instant.parse("2026-03-02T00:00:00Z");
    private static final int HOSTS = 6;
    private static final int HOURS = 6;

    /// Beside the minute: to prepare, to fall asleep, and until time is looked at.
    private static final Duration GRANULARITY = Duration.ofSeconds(75);

    @TempDir Path folder;

    /// Bursts teach the pool how long its hosts are idle; then come longer pauses, and the night.
    private static Need load() {
        List<int[]> steps = new ArrayList<>();
        steps.add(new int[] {0, 2});
        int minute = 10;
        for (int burst = 0; burst < 12; burst++) {
            steps.add(new int[] {minute, 3 + burst % 2});
            steps.add(new int[] {minute + 6, 2});
            minute += burst < 9 ? 9 : 27;
        }
        steps.add(new int[] {minute, 0});
        steps.add(new int[] {minute + 40, 5});
        steps.add(new int[] {minute + 60, 1});
        steps.add(new int[] {HOURS * 60, 0});
        return new Need(
                steps.stream().mapToLong(step -> step[0] * 60_000L).toArray(),
                steps.stream().mapToInt(step -> step[1]).toArray(),
                new int[steps.size()]);
    }

    private String configuration(String idle) {
        return """
        [controller]
        folder = "%s"
        settle = "1s"

        [leases]
        mode = "automatic"
        first = "8h"
        longest = "8h"
        awake_for = "1min"
        awake_at_least = 0
        reserve = 0
        wakers = 1
        forecast = false
        wakes_per_day = 96
        %s
        """
                .formatted(folder, idle);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "idle = \"0s\"",
                "idle = \"5min\"",
                "idle = \"learned\"\nbreak_even = \"1min\"\nidle_share = 0.02"
            })
    void theReplayAndTheControllerLetAsManyHostsSleepAtTheSameTime(String idle) throws Exception {
        String configuration = configuration(idle);
        Figures replayed = replay(configuration);

        PlayedController played =
                PlayedController.play(
                        configuration, rules(configuration), load(), BEGINNING, HOSTS);

        assertThat(played.sleeps()).isEqualTo(replayed.sleeps()).isGreaterThan(8);
        double seconds = 0;
        double part = load().length() / 1e3 / played.awake().parts();
        for (int i = 0; i < played.awake().parts(); i++) {
            seconds += Math.abs(played.awake().mean(i) - replayed.awake().mean(i)) * part;
        }
        assertThat(seconds)
                .as("host-seconds in which one of them has another number of hosts awake")
                .isLessThan(GRANULARITY.toSeconds() * (double) replayed.sleeps());
    }

    /// The guard would see another rule: with another waiting time the same hosts sleep otherwise.
    @Test
    void anotherRuleIsSeen() throws Exception {
        assertThat(replay(configuration("idle = \"0s\"")).sleeps())
                .isNotEqualTo(replay(configuration("idle = \"5min\"")).sleeps());
        Figures little = replay(configuration("idle = \"learned\"\nbreak_even = \"1min\""));
        Figures much = replay(configuration("idle = \"learned\"\nbreak_even = \"4min\""));
        assertThat(little.sleeps()).isNotEqualTo(much.sleeps());
    }

    private ControllerService rules(String configuration) throws IOException {
        return new ControllerService(
                Optional.of(Files.writeString(folder.resolve("c.toml"), configuration)));
    }

    private Figures replay(String configuration) throws IOException {
        ControllerService rules = rules(configuration);
        assertThat(ControllerFile.parse("c.toml", configuration).pools().rest().policy().idle())
                .isEqualTo(rules.idle());
        Setting setting =
                new Setting(
                        HOSTS,
                        new Capacity(8, 1L << 36),
                        PowerModel.USUAL,
                        rules.pool(),
                        rules.hosts(),
                        rules.idle());
        Need load = load();
        return FleetReplay.of(
                setting,
                load,
                load.withRules(setting.least(), setting.reserve(), HOSTS),
                BEGINNING);
    }
}
