package dev.lungfish.linux.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.runtime.clock.Patience;
import dev.lungfish.testkit.NeedsProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WakeTimersTest {
    private static final Patience LONG = Patience.once(Duration.ofSeconds(30));
    private static final String NEVER = "18446744073709551615";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Moment MOMENT = new Moment(Duration.ofHours(5), Duration.ofHours(2), NOW);

    @TempDir Path folder;

    @Nested
    @NeedsProgram(
            value = {
                "dbus-daemon",
                "/usr/lib/python3/dist-packages/dbus",
                "/usr/lib/python3/dist-packages/gi"
            },
            install = "dbus python3-dbus python3-gi")
    class OnABus {
        @Test
        void listsThoseThatWakeTheHostTheFirstOneFirst() throws IOException {
            long hour = 3_600_000_000L;
            long now = NOW.getEpochSecond() * 1_000_000;
            try (PrivateBus bus =
                    systemd(
                            "later.timer=active,yes," + (now + 2 * hour) + ",0",
                            "quiet.timer=active,no," + now + ",0",
                            "backup.timer=active,yes," + (now + hour) + "," + NEVER,
                            "sincebooted.timer=active,yes," + NEVER + "," + (2 * hour + hour / 2),
                            "stopped.timer=inactive,yes," + (now + hour) + ",0",
                            "elapsed.timer=active,yes," + NEVER + ",0",
                            "ssh.service=active,yes,1,1")) {
                Reading<List<WakeTimer>> timers = ask(bus, LONG);

                assertThat(timers.toOptional().orElseThrow())
                        .containsExactly(
                                new WakeTimer("sincebooted.timer", NOW.plusSeconds(1800)),
                                new WakeTimer("backup.timer", NOW.plusSeconds(3600)),
                                new WakeTimer("later.timer", NOW.plusSeconds(7200)));
                assertThat(timers.found()).contains("'backup.timer' at 2026-01-01T01:00:00Z");
            }
        }

        @Test
        void takesASystemdThatDoesNotAnswerForAFailedReading() throws IOException {
            try (PrivateBus bus = systemd("silent.timer=active,yes,1,1")) {
                assertThat(ask(bus, Patience.once(Duration.ofMillis(500))))
                        .isInstanceOf(Reading.Failed.class);
            }
        }

        @Test
        void takesAnAnswerOfAnotherTypeForAMalformedOne() throws IOException {
            try (PrivateBus bus = systemd("odd.timer=active,perhaps,1,1")) {
                assertThat(ask(bus, LONG)).isInstanceOf(Reading.Malformed.class);
            }
        }

        @Test
        void findsNoTimersWhereThereIsNoSystemd() throws IOException {
            try (PrivateBus bus = PrivateBus.start(folder)) {
                assertThat(ask(bus, LONG)).isInstanceOf(Reading.Absent.class);
            }
        }

        private PrivateBus systemd(String... units) throws IOException {
            PrivateBus bus = PrivateBus.start(folder);
            bus.startService(WakeTimersTest.class, "mock-systemd.py", units);
            return bus;
        }
    }

    @Test
    void findsNoTimersWhereThereIsNoBus() {
        assertThat(
                        new LiveWakeTimers(BusAddress.ofSocket(folder.resolve("bus")), LONG)
                                .read(MOMENT))
                .isInstanceOf(Reading.Absent.class);
    }

    @Test
    void readsThoseOfARecord() throws IOException, NotARecordException {
        assertThat(recorded("2026-01-01T06:30:00Z backup of two.timer\n\n").toOptional())
                .contains(
                        List.of(
                                new WakeTimer(
                                        "backup of two.timer",
                                        Instant.parse("2026-01-01T06:30:00Z"))));
        assertThat(recorded("").toOptional()).contains(List.of());
    }

    @Test
    void saysWhatIsWrongWithARecord() throws IOException, NotARecordException {
        for (String line : List.of("backup.timer", "06:30 backup.timer", "2026-01-01T06:30:00Z ")) {
            assertThat(recorded(line))
                    .as(line)
                    .isInstanceOf(Reading.Malformed.class)
                    .extracting(Reading::found)
                    .asString()
                    .contains("a time and a timer expected");
        }
    }

    @Test
    void keepsInARecordWhatItReadsOfOne() throws IOException, NotARecordException {
        String text = "2026-01-01T06:30:00Z backup.timer\n2026-01-02T06:30:00Z updates.timer\n";

        assertThat(RecordedWakeTimers.format(recorded(text).toOptional().orElseThrow()))
                .isEqualTo(text);
    }

    private Reading<List<WakeTimer>> recorded(String text) throws IOException, NotARecordException {
        Path file = folder.resolve("services/systemd/wake-timers");
        Files.createDirectories(folder.resolve("sys"));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return WakeTimers.of(HostTree.recorded(folder)).read(MOMENT);
    }

    private static Reading<List<WakeTimer>> ask(PrivateBus bus, Patience patience) {
        return new LiveWakeTimers(bus.address(), patience).read(MOMENT);
    }
}
