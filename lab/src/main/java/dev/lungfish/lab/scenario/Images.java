package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Sleeps with an image: suspend-to-disk, and hybrid. QEMU ends with a host that is switched off,
/// and no alarm can switch a process on: the lab plays the power supply, and starts it again.
final class Images {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Images() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "s4",
                        "a host is suspended to disk, and the same program goes on afterwards",
                        Images::disk),
                new Scenario(
                        "s4-lost",
                        "the image is lost: the request's outcome is resumed-from-nothing",
                        Images::lost),
                new Scenario(
                        "hybrid",
                        "a hybrid sleep ends with the alarm, which was not lost on the way",
                        Images::hybrid),
                new Scenario(
                        "hybrid-power-lost",
                        "a hybrid sleep without power is resumed from its image",
                        Images::hybridPowerLost));
    }

    private static Host boot(Stage stage) {
        Host host =
                stage.boot(
                        MachinePlan.of("host")
                                .withStateDisk(stage.stateDisk())
                                .withSwapDisk(stage.swapDisk()));
        host.configure("[wake]", "image_lead = \"20s\"");
        return host;
    }

    /// Asks, and waits until the host is off.
    private static Asked switchedOff(Stage stage, Host host) {
        Asked asked = host.ask("disk --for 60s");
        host.machine().awaitOff(PATIENCE);
        stage.step(host.name() + ": off; the image is on the disk");
        return asked;
    }

    private static void disk(Stage stage) {
        Host host = boot(stage);
        String boot = host.kernel().boot();
        Asked asked = switchedOff(stage, host);
        SuspendToRam.rest();
        stage.step(host.name() + ": switched on again");
        host.machine().start();
        Proof proof = asked.end(PATIENCE);
        stage.expect(
                host.kernel().boot().equals(boot), "it is the same boot, from the image", boot);
        stage.expect(host.machine().boots().size() == 1, "nobody booted afresh", boot);
        Outcome outcome = proof.told().ended();
        stage.expect(
                outcome instanceof Outcome.WokeEarly || outcome instanceof Outcome.Slept,
                "it slept, and was back early as the lab switched it on early",
                outcome);
        stage.expect(
                proof.told().segments().size() == 1
                        && near(proof.kernelAsleep(), proof.told().asleep()),
                "the kernel's clocks and Lungfish agree on the time asleep",
                proof);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static boolean near(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(Duration.ofSeconds(3)) < 0;
    }

    private static void lost(Stage stage) {
        Host host = boot(stage);
        Asked asked = switchedOff(stage, host);
        Path swap = stage.swapDisk();
        stage.step("the disk with the image is wiped: " + swap.getFileName());
        host.switchOn();
        stage.expect(asked.command().isOver(), "the program that slept is no more", asked);
        var _ = host.run("lungfish cancel >/dev/null || true; lungfish status");
        List<Told> history = host.history();
        stage.expect(
                history.size() == 1
                        && history.getFirst().ended() instanceof Outcome.ResumedFromNothing,
                "the request's only outcome is resumed-from-nothing",
                history);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static void hybrid(Stage stage) {
        Host host = boot(stage);
        Asked asked = host.ask("hybrid --for 60s");
        Proof proof = asked.end(PATIENCE);
        Outcome.Slept slept = Faults.expectOutcome(stage, proof, Outcome.Slept.class);
        stage.expect(proof.qemu().size() == 1, "QEMU saw it asleep once", proof.qemu());
        stage.expect(
                near(proof.kernelAsleep(), proof.told().asleep()),
                "the kernel's clocks and Lungfish agree on the time asleep",
                proof);
        SuspendToRam.expectOnTime(stage, slept.off());
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static void hybridPowerLost(Stage stage) {
        Host host = boot(stage);
        String boot = host.kernel().boot();
        Asked asked = host.ask("hybrid --for 90s");
        asked.awaitSleep();
        SuspendToRam.rest();
        stage.step(host.name() + ": the power is cut while it sleeps, and comes back");
        host.machine().cutPower();
        host.machine().start();
        Script.Result result = asked.command().await(PATIENCE);
        stage.expect(
                host.kernel().boot().equals(boot), "it is the same boot, from the image", boot);
        Outcome outcome = Told.ofSuspend(result.output()).ended();
        stage.expect(
                outcome instanceof Outcome.WokeEarly,
                "it slept, and was back early as the power came back early",
                outcome);
        SuspendToRam.expectNoAlarm(stage, host);
    }
}
