package dev.lungfish.core.procedure.state;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.wake.RtcReadings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A sleep that only an alarm could end, on a host where no RTC is found.
class WithoutRtcTest {
    private static final String FOLDER = "/sys/class/rtc";

    private final FakeHost host = new FakeHost();

    @Test
    void isRefusedWithWhatToDoWhereTheHostHasNone() {
        host.withoutRtc = Optional.of(new Reading.Present<>(FOLDER, List.of(), ""));

        assertRefused("no way back: this host has no RTC", "(to do: ", "load its driver");
    }

    @Test
    void isRefusedTheSameWayWhereTheKernelKnowsNoRtcsAtAll() {
        host.withoutRtc = Optional.of(new Reading.Absent<List<RtcReadings>>(FOLDER));

        assertRefused("no way back: this host has no RTC", "(to do: ", "load its driver");
    }

    @Test
    void isRefusedWithWhatWentWrongWhereNobodyCouldLook() {
        host.withoutRtc = Optional.of(new Reading.Denied<List<RtcReadings>>(FOLDER, "EACCES"));

        assertRefused(
                "no way back: whether this host has an RTC is not known",
                "/sys/class/rtc not allowed: EACCES",
                "(to do: mount sysfs and look");
    }

    private void assertRefused(String... told) {
        Ended ended = host.run(FakeHost.request(Duration.ofHours(1)));

        assertThat(SleepProcedureTest.outcome(ended))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(sentence(refused.reason())).contains(told));
        assertThat(host.effects).containsExactly("Examine");
    }
}
