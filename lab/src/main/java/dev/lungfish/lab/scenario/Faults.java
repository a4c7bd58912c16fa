package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
import java.time.Duration;
import java.util.List;

/// Kernels that only pretend to sleep, or refuse on the way. Afterwards the host must be usable and
/// no alarm of ours set.
final class Faults {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Faults() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "pm-test",
                        "a sleep that the kernel only pretends, and counts, is called unproven",
                        Faults::pretended),
                new Scenario(
                        "notifier-error",
                        "an error on the way in is told with its name, and the host never slept",
                        Faults::notifierError),
                new Scenario(
                        "freeze-failure",
                        "a task that will not freeze is told with the kernel's step",
                        Faults::freezeFailure));
    }

    private static void pretended(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure();
        var _ = host.run("echo devices >/sys/power/pm_test");
        Asked asked = host.ask("mem --for 20s");
        Proof proof = asked.prove(PATIENCE);
        stage.expect(
                proof.kernelSuccesses() == 1,
                "the kernel counts a success",
                proof.kernelSuccesses());
        expectOutcome(stage, proof, Outcome.Unproven.class);
        stage.expect(
                ReasonText.sentence(proof.told().ended().reason()).contains("pm_test"),
                "the reason names pm_test",
                ReasonText.sentence(proof.told().ended().reason()));
        SuspendToRam.expectNoAlarm(stage, host);
        stage.step("without pm_test the same host sleeps");
        var _ = host.run("echo none >/sys/power/pm_test");
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
    }

    private static void notifierError(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure();
        String error =
                "/sys/kernel/debug/notifier-error-inject/pm/actions/PM_SUSPEND_PREPARE/error";
        var _ = host.run("modprobe pm-notifier-error-inject; echo -12 >" + error);
        Proof proof = host.ask("mem --for 14s").prove(PATIENCE);
        Outcome.NeverEntered never = expectOutcome(stage, proof, Outcome.NeverEntered.class);
        stage.expect(never.error().equals("ENOMEM"), "the error is named: ENOMEM", never);
        SuspendToRam.expectNoAlarm(stage, host);
        stage.step("without the error the same host sleeps");
        var _ = host.run("echo 0 >" + error);
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
    }

    /// Somebody writes to a file system that was frozen, which can't be interrupted.
    private static void freezeFailure(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host").withStateDisk(stage.stateDisk()));
        host.configure();
        var _ =
                host.run(
                        "echo 2000 >/sys/power/pm_freeze_timeout; umount /var/lib/lungfish;"
                                + " mkdir -p /mnt; mount -t ext4 /dev/vda /mnt;"
                                + " fsfreeze --freeze /mnt;"
                                + " (echo x >/mnt/file) >/dev/null 2>&1 & sleep 1");
        Proof proof = host.ask("mem --for 20s").prove(PATIENCE);
        Outcome.NeverEntered never = expectOutcome(stage, proof, Outcome.NeverEntered.class);
        stage.expect(never.step().equals("freeze"), "the step is named: freeze", never);
        stage.expect(never.error().equals("EBUSY"), "the error is named: EBUSY", never);
        SuspendToRam.expectNoAlarm(stage, host);
        stage.step("thawed, the same host sleeps");
        var _ = host.run("fsfreeze --unfreeze /mnt");
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
    }

    static <O extends Outcome> O expectOutcome(Stage stage, Proof proof, Class<O> kind) {
        Outcome outcome = proof.told().ended();
        stage.expect(kind.isInstance(outcome), "the outcome is " + kind.getSimpleName(), outcome);
        return kind.cast(outcome);
    }
}
