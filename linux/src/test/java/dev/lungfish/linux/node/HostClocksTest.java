package dev.lungfish.linux.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostClocksTest {
    @TempDir private Path folder;

    @Test
    void readsTheTimeSinceBootFromTheHost() throws Exception {
        HostFiles.in(folder).file("/proc/uptime", "4711.05 123.00\n");

        assertThat(new HostClocks(HostTree.recorded(folder)).now().sinceBoot())
                .isEqualTo(Duration.ofMillis(4_711_050));
    }

    @Test
    void seesASleepThatIsPlayed() throws Exception {
        HostFiles host = HostFiles.in(folder).file("/proc/uptime", "100.00 1\n");
        HostClocks clocks = new HostClocks(HostTree.recorded(folder));

        Moment before = clocks.now();
        host.file("/proc/uptime", "3700.00 1\n");

        assertThat(clocks.now().asleepSince(before))
                .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-3.0 1", "1e9 3", "99999999999999.0 1"})
    void claimsNoSleepWhereTheHostDoesNotTell(String uptime) throws Exception {
        HostFiles host = HostFiles.in(folder).file("/proc/uptime", "100.00 1\n");
        HostClocks clocks = new HostClocks(HostTree.recorded(folder));

        Moment before = clocks.now();
        host.file("/proc/uptime", uptime);
        Moment unreadable = clocks.now();
        Files.delete(host.at("/proc/uptime"));
        Moment vanished = clocks.now();

        assertThat(unreadable.asleepSince(before)).isZero();
        assertThat(vanished.asleepSince(before)).isZero();
        assertThat(vanished.passedSince(before)).isPositive();
    }

    @Test
    void readsTheClocksOfThisMachine() {
        HostClocks clocks = new HostClocks(HostTree.live());

        Moment before = clocks.now();
        Moment after = clocks.now();

        assertThat(before.sinceBoot()).isPositive();
        assertThat(before.awake()).isPositive();
        assertThat(after.awakeSince(before)).isPositive();
        assertThat(after.passedSince(before)).isGreaterThanOrEqualTo(Duration.ZERO);
    }
}
