package dev.lungfish.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.QmpEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final WakeCause ALARM =
            new WakeCause(WakeCause.Kind.ALARM, ReceivedReason.uncoded("the alarm of rtc0"));

    @Test
    void agreesWhereAllThreeSawTheSameSleep() {
        Proof proof = proof(slept(58), kernel(0, 0), kernel(58.6, 1), told(58));

        assertThat(proof.contradictions()).isEmpty();
        assertThat(proof.qemu())
                .containsExactly(new Proof.Suspension(START, START.plusSeconds(58)));
    }

    @Test
    void tellsHowFarFromThePromiseQemuSawItWake() {
        Proof proof = proof(slept(58), kernel(0, 0), kernel(58, 1), told(58, 61, 3));

        assertThat(proof.off()).isZero();
        assertThat(proof(slept(59), kernel(0, 0), kernel(59, 1), told(58, 61, 3)).off())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(proof(slept(56), kernel(0, 0), kernel(56, 1), told(58, 61, 3)).off())
                .isEqualTo(Duration.ofSeconds(-2));
        assertThat(proof.lines())
                .first()
                .isEqualTo(
                        "  QEMU      suspended once, for 58.0 s, awake 0.0 s after the promised"
                                + " time");
        assertThat(proof.lines()).last().asString().endsWith("back 3.0 s after the promised time");
    }

    /// By a clock that is two seconds behind the promised time comes two seconds later.
    @Test
    void countsThePromiseByTheGuestsClock() {
        KernelView before = kernel(0, 0, Duration.ofSeconds(2));
        KernelView after = kernel(60, 1, Duration.ofSeconds(3));

        assertThat(proof(slept(60), before, after, told(60, 58, 0)).off()).isZero();
        assertThat(proof(slept(62), before, after, told(60, 58, 0)).off())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(proof(slept(59), before, after, told(60, 58, 0)).off())
                .isEqualTo(Duration.ofSeconds(-1));
    }

    @Test
    void hasNoSuchFigureWhereNobodySlept() {
        Proof proof = proof(List.of(), kernel(0, 0), kernel(0, 0), told(58));

        assertThatThrownBy(proof::off)
                .isInstanceOf(LabException.class)
                .hasMessageContaining("no sleep that could have ended on time");
    }

    @Test
    void contradictsWhereLungfishWasBackBeforeQemuSawItAwake() {
        Proof proof = proof(slept(58), kernel(0, 0), kernel(58, 1), told(58, 54, 0));

        assertThat(proof.contradictions())
                .containsExactly("Lungfish says that it was back 4.0 s before QEMU saw it awake");
    }

    @Test
    void contradictsWhereLungfishClaimsASleepThatQemuDidNotSee() {
        Proof proof = proof(List.of(), kernel(0, 0), kernel(0, 1), told(58));

        assertThat(proof.contradictions())
                .containsExactly(
                        "QEMU saw 0 sleeps, and Lungfish calls 1 proved",
                        "the kernel says 0.0 s asleep, Lungfish 58.0 s");
    }

    @Test
    void contradictsWhereTheKernelSleptAnotherTime() {
        Proof proof = proof(slept(58), kernel(0, 0), kernel(20, 1), told(58));

        assertThat(proof.contradictions())
                .containsExactly(
                        "QEMU says 58.0 s asleep, the kernel 20.0 s",
                        "the kernel says 20.0 s asleep, Lungfish 58.0 s");
    }

    @Test
    void contradictsWhereTheKernelCountsFewerSleeps() {
        Proof proof = proof(slept(58), kernel(0, 3), kernel(58, 3), told(58));

        assertThat(proof.contradictions())
                .containsExactly("QEMU saw 1 sleeps, and the kernel counts 0 successes");
    }

    @Test
    void countsNoSleepThatHasNotEnded() {
        Proof proof =
                proof(
                        List.of(new QmpEvent(QmpEvent.SUSPEND, START)),
                        kernel(0, 0),
                        kernel(0, 0),
                        new StatedReasons("x", Optional.empty(), List.of(), List.of()));

        assertThat(proof.qemu()).isEmpty();
        assertThat(proof.lines()).last().asString().startsWith("  Lungfish  no outcome");
    }

    private static Proof proof(
            List<QmpEvent> events, KernelView before, KernelView after, StatedReasons told) {
        return Proof.of(events, before, after, told);
    }

    private static List<QmpEvent> slept(long seconds) {
        return List.of(
                new QmpEvent(QmpEvent.SUSPEND, START),
                new QmpEvent(QmpEvent.WAKEUP, START.plusSeconds(seconds)));
    }

    private static KernelView kernel(double asleep, int successes) {
        return kernel(asleep, successes, Duration.ZERO);
    }

    private static KernelView kernel(double asleep, int successes, Duration behind) {
        return KernelView.parse(
                "since-boot "
                        + (asleep + 10)
                        + "\nawake-nanos 10000000000\nsuccess "
                        + successes
                        + "\nfail 0\nalarm-rtc0 \nwall "
                        + START.minus(behind).getEpochSecond()
                        + ".000000\n",
                START,
                START);
    }

    private static StatedReasons told(long asleep) {
        return told(asleep, asleep, 0);
    }

    /// @param back when it was back, in seconds after the start
    /// @param late how many seconds that was after the promised time
    private static StatedReasons told(long asleep, long back, long late) {
        Duration length = Duration.ofSeconds(asleep);
        return new StatedReasons(
                "x",
                Optional.of(
                        new Outcome.Slept(
                                length, Duration.ZERO, ALARM, ReceivedReason.uncoded("slept"))),
                List.of(
                        new Segment(
                                SleepState.SUSPEND_TO_RAM,
                                AlarmPlan.Reason.PROMISE,
                                length,
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ofSeconds(-late),
                                ALARM,
                                false,
                                START.plusSeconds(back))),
                List.of());
    }
}
