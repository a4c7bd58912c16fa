package dev.lungfish.agent.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.linux.systemd.WakeTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWakeupsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STAY = Duration.ofSeconds(10);
    private static final Answer.WakeupsFound NONE = new Answer.WakeupsFound(List.of(), List.of());

    private final List<WakeTimer> systemd = new ArrayList<>();
    private final TimerWakeups timers =
            new TimerWakeups(
                    _ -> new Reading.Present<>("systemd", List.copyOf(systemd), "timers"), STAY);

    @Test
    void addsTimersToWhatWasAskedFor() {
        Wakeup asked = new Wakeup("1", "a test", "updates", NOW, STAY);
        systemd.add(new WakeTimer("backup.timer", NOW.plusSeconds(60)));

        Answer found =
                timers.with(
                        new Answer.WakeupsFound(
                                List.of(asked), List.of(ReceivedReason.uncoded("a file"))),
                        at(0));

        assertThat(found)
                .isEqualTo(
                        new Answer.WakeupsFound(
                                List.of(
                                        asked,
                                        new Wakeup(
                                                "backup.timer at 1767225660",
                                                "systemd",
                                                "backup.timer",
                                                NOW.plusSeconds(60),
                                                STAY)),
                                List.of(ReceivedReason.uncoded("a file"))));
    }

    @Test
    void remembersATimerThatHasElapsedAndIsDueAgain() {
        systemd.add(new WakeTimer("backup.timer", NOW.plusSeconds(60)));
        found(0);
        systemd.set(0, new WakeTimer("backup.timer", NOW.plusSeconds(3660)));

        assertThat(found(61))
                .extracting(Wakeup::at)
                .containsExactly(NOW.plusSeconds(60), NOW.plusSeconds(3660));
    }

    @Test
    void forgetsATimerThatWasChangedBeforeItsTime() {
        systemd.add(new WakeTimer("backup.timer", NOW.plusSeconds(60)));
        found(0);
        systemd.set(0, new WakeTimer("backup.timer", NOW.plusSeconds(90)));

        assertThat(found(30)).extracting(Wakeup::at).containsExactly(NOW.plusSeconds(90));
    }

    @Test
    void staysASecondAtLeast() {
        TimerWakeups brief =
                new TimerWakeups(
                        _ ->
                                new Reading.Present<>(
                                        "systemd",
                                        List.of(new WakeTimer("backup.timer", NOW.plusSeconds(60))),
                                        "timers"),
                        Duration.ZERO);

        assertThat(brief.with(NONE, at(0)).wakeups())
                .extracting(Wakeup::stay)
                .containsExactly(Duration.ofSeconds(1));
    }

    @Test
    void goesWithoutTimersWhereSystemdCanNotBeAsked() {
        TimerWakeups silent =
                new TimerWakeups(_ -> new Reading.Failed<>("systemd", "no answer in 2 s"), STAY);

        assertThat(silent.with(NONE, at(0))).isEqualTo(NONE);
    }

    private List<Wakeup> found(long seconds) {
        return timers.with(NONE, at(seconds)).wakeups();
    }

    private static Moment at(long seconds) {
        return new Moment(
                Duration.ofSeconds(1000 + seconds),
                Duration.ofSeconds(900 + seconds),
                NOW.plusSeconds(seconds));
    }
}
