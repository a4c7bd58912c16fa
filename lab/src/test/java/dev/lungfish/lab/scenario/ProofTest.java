package dev.lungfish.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.procedure.AlarmPlan;
import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.Segment;
import dev.lungfish.core.procedure.WakeCause;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.lab.machine.QmpEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProofTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final WakeCause ALARM = new WakeCause(WakeCause.Kind.ALARM, "the alarm of rtc0");

    @Test
    void agreesWhereAllThreeSawTheSameSleep() {
        Proof proof = proof(slept(58), kernel(0, 0), kernel(58.6, 1), told(58));

        assertThat(proof.contradictions()).isEmpty();
        assertThat(proof.qemu()).containsExactly(Duration.ofSeconds(58));
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
                        new Told("x", Optional.empty(), List.of(), List.of()));

        assertThat(proof.qemu()).isEmpty();
        assertThat(proof.lines()).last().asString().startsWith("  Lungfish  no outcome");
    }

    private static Proof proof(
            List<QmpEvent> events, KernelView before, KernelView after, Told told) {
        return Proof.of(events, before, after, told);
    }

    private static List<QmpEvent> slept(long seconds) {
        return List.of(
                new QmpEvent(QmpEvent.SUSPEND, START),
                new QmpEvent(QmpEvent.WAKEUP, START.plusSeconds(seconds)));
    }

    private static KernelView kernel(double asleep, int successes) {
        return KernelView.parse(
                "since-boot "
                        + (asleep + 10)
                        + "\nawake-nanos 10000000000\nsuccess "
                        + successes
                        + "\nfail 0\nalarm-rtc0 \n");
    }

    private static Told told(long asleep) {
        Duration length = Duration.ofSeconds(asleep);
        return new Told(
                "x",
                Optional.of(new Outcome.Slept(length, Duration.ZERO, ALARM, "slept")),
                List.of(
                        new Segment(
                                SleepState.SUSPEND_TO_RAM,
                                AlarmPlan.Reason.PROMISE,
                                length,
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ZERO,
                                ALARM,
                                false,
                                START)),
                List.of());
    }
}
