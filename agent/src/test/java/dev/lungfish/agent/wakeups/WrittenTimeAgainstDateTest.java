package dev.lungfish.agent.wakeups;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.time.WrittenTime;
import dev.lungfish.testkit.NeedsProgram;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NeedsProgram(value = "date", install = "coreutils")
class WrittenTimeAgainstDateTest {
    /// With a day or a date GNU date and this are of one mind.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-01 06:30",
                "2026-04-01 06:30:15",
                "tomorrow 06:30",
                "06:30 tomorrow",
                "today 23:15",
                "@1793000000",
                "6:30pm tomorrow",
                "Apr 1 2027 06:30",
                "2026-04-01 06:30 UTC",
                "2026/04/01 06:30"
            })
    void agreesWithDate(String text) throws Exception {
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Europe/Berlin"));
        ProcessBuilder date = new ProcessBuilder("date", "-d", text, "+%s");
        date.environment().put("TZ", "Europe/Berlin");
        date.environment().put("LC_ALL", "C");
        Process run = date.start();
        String seconds = new String(run.getInputStream().readAllBytes(), UTF_8).strip();

        assertThat(WrittenTime.parse(text, now).getEpochSecond()).hasToString(seconds);
    }
}
