package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.List;

/// Suspend-to-idle. QEMU's RTC does not end it, though it passes every test while the host is
/// awake: the host on which a timed sleep must turn out badly, and be found out.
final class Idle {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Idle() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "s2idle",
                        "an alarm that does not end suspend-to-idle is found out, and then refused",
                        Idle::foundOut));
    }

    private static void foundOut(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure("[wake]", "memory_late_tolerance = \"3s\"");
        Asked asked = host.ask("idle --for 20s");
        stage.step("QEMU has no word for suspend-to-idle; the lab waits 50 s");
        boolean over = Pause.of(Duration.ofSeconds(50), Pause.STEP, asked.command()::isOver);
        stage.expect(!over, "nothing has woken the host", "the command has ended");
        stage.step("the power button is pressed");
        host.machine().pressPowerButton();
        Proof proof = asked.end(PATIENCE);
        Outcome.WokeLate late = Faults.expectOutcome(stage, proof, Outcome.WokeLate.class);
        SuspendToRam.expectCause(stage, late.cause(), WakeCause.Kind.DEVICE);
        SuspendToRam.expectNoAlarm(stage, host);

        Outcome.Refused refused =
                host.ask("idle --for 20s").expect(Outcome.Refused.class, PATIENCE);
        stage.expect(
                ReasonText.sentence(refused.reason()).contains("suspend-to-idle"),
                "a second one is refused, as the alarm did not end the first",
                ReasonText.sentence(refused.reason()));
        stage.step("suspend-to-RAM is not meant by that");
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
    }
}
