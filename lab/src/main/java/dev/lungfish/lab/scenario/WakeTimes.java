package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Sleeps round wakeups that programs ask for.
final class WakeTimes {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /// How far from its time a wakeup may be: it is never late, and whole seconds make it early.
    private static final Duration EARLY = Duration.ofSeconds(3);

    private static final Duration STAY = Duration.ofSeconds(6);

    /// How long after the evening the first wakeup is at least.
    private static final Duration FIRST = Duration.ofSeconds(70);

    /// Three wakeups and a sleep are asked for before it: that takes less than three commands that
    /// sleep.
    private static final int COMMANDS = 3;

    /// From each wakeup to the next, and from the last one to the morning.
    private static final Duration BETWEEN = Duration.ofSeconds(35);

    private WakeTimes() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "wakeups",
                        "three wakeups of three programs are honoured in one night",
                        WakeTimes::threeInOneNight));
    }

    private static void threeInOneNight(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure();
        stage.step("the RTC is tested, so that the test does not come between");
        Instant before = host.kernel().wall();
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
        Instant evening = host.kernel().wall().truncatedTo(ChronoUnit.SECONDS);
        Duration first = firstWakeup(Duration.between(before, evening));
        List<Duration> times =
                List.of(first.plus(BETWEEN.multipliedBy(2)), first, first.plus(BETWEEN));
        List<String> reasons = List.of("updates", "backup", "mail");
        for (int i = 0; i < times.size(); i++) {
            stage.step(
                    "%s wants the host awake %s s from now"
                            .formatted(reasons.get(i), times.get(i).toSeconds()));
            var _ =
                    host.run(
                            "lungfish wakeup add --at %s --for %s --stay %ds"
                                    .formatted(
                                            evening.plus(times.get(i)),
                                            reasons.get(i),
                                            STAY.toSeconds()));
        }
        Instant morning = evening.plus(first).plus(BETWEEN.multipliedBy(times.size()));
        Duration left = Duration.between(host.kernel().wall(), morning);
        Proof proof = host.ask("mem --for " + left.toSeconds() + "s").prove(PATIENCE.plus(first));
        List<Segment> segments = proof.told().segments();
        var _ = stage.expectOnTime(proof);
        stage.expect(
                segments.stream()
                        .map(Segment::reason)
                        .toList()
                        .equals(
                                List.of(
                                        AlarmPlan.Reason.WAKEUP,
                                        AlarmPlan.Reason.WAKEUP,
                                        AlarmPlan.Reason.WAKEUP,
                                        AlarmPlan.Reason.PROMISE)),
                "three sleeps ended for wakeups, the last as promised",
                segments);
        stage.expect(
                proof.qemu().size() == segments.size(), "the machine slept as often", proof.qemu());
        expectHonoured(stage, proof, 0, "backup", evening.plus(times.get(1)));
        expectHonoured(stage, proof, 1, "mail", evening.plus(times.get(2)));
        expectHonoured(stage, proof, 2, "updates", evening.plus(times.get(0)));
        for (int i = 1; i < segments.size(); i++) {
            Instant slept = segments.get(i).woke().minus(segments.get(i).asleep());
            Duration awake = Duration.between(segments.get(i - 1).woke(), slept);
            stage.expect(
                    awake.compareTo(STAY) >= 0,
                    "the host was awake for " + STAY.toSeconds() + " s before it slept on",
                    awake);
        }
    }

    /// How long after the evening: a slow machine needs its time until it sleeps.
    ///
    /// @param sleep how long a command took that slept
    private static Duration firstWakeup(Duration sleep) {
        Duration needed = sleep.multipliedBy(COMMANDS).truncatedTo(ChronoUnit.SECONDS);
        return needed.compareTo(FIRST) > 0 ? needed : FIRST;
    }

    private static void expectHonoured(
            Stage stage, Proof proof, int sleep, String reason, Instant at) {
        Segment segment = proof.told().segments().get(sleep);
        Duration late = proof.clock().late(at, proof.qemu().get(sleep).until());
        stage.expect(
                ReasonText.sentence(segment.cause().description()).contains(" for " + reason + " ")
                        && late.compareTo(EARLY.negated()) >= 0
                        && late.compareTo(Proof.ON_TIME) <= 0,
                "the host was awake in time for " + reason,
                segment);
        stage.step("  " + reason + ": awake " + Screen.seconds(late) + " s after its time");
    }
}
