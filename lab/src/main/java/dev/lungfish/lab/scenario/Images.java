package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.Script;
import dev.lungfish.runtime.clock.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sleeps with an image: suspend-to-disk, and hybrid. QEMU ends when its host is switched off, and
/// no alarm can start a process: the lab acts as the power supply, and starts it again.
final class Images {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /// The lead of the alarm; the default is for hosts with more memory.
    private static final Duration LEAD = Duration.ofSeconds(20);

    /// The tolerance between what the lab saw from outside and what the host reports.
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /// Ends when the host is back from a sleep of more than ten seconds. It must be started before,
    /// since data to a host that is off is lost.
    private static final String UNTIL_BACK =
            """
            now() { cut -d . -f 1 /proc/uptime; }
            last=$(now)
            while [ $(($(now) - last)) -lt 10 ]; do last=$(now); sleep 1; done
            """;

    private Images() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "s4",
                        "virsh suspends a host to disk; the same process of the daemon goes on"
                                + " afterwards",
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
                stage.booted(
                        MachinePlan.of("host")
                                .withStateDisk(stage.stateDisk())
                                .withSwapDisk(stage.swapDisk()));
        host.configure("[wake]", "image_lead = \"" + LEAD.toSeconds() + "s\"");
        return host;
    }

    /// Requests the sleep, and waits until the host is off.
    private static Asked switchedOff(Stage stage, Host host) {
        Asked asked = host.ask("disk --for 60s");
        host.machine().awaitOff(PATIENCE);
        stage.step(host.name() + ": off; the image is on the disk");
        return asked;
    }

    /// Requested by virsh. The lab acts as the power supply, which the alarm switches on.
    private static void disk(Stage stage) {
        Path journal = stage.stateDisk();
        Served served =
                Served.boot(
                        stage,
                        MachinePlan.of("host")
                                .withStateDisk(journal)
                                .withSwapDisk(stage.swapDisk()),
                        "",
                        "1s",
                        "[wake]",
                        "image_lead = \"" + LEAD.toSeconds() + "s\"");
        Host host = served.host();
        String process = served.process();
        KernelView before = host.kernel();
        Script back = host.start(UNTIL_BACK);
        var _ = served.virsh().run("nodesuspend", "disk", "60");
        host.machine().awaitOff(PATIENCE);
        Instant alarm =
                Instant.ofEpochSecond(
                        Long.parseLong(
                                stage.awaitOnDisk(journal, Crashes.ENTERING, PATIENCE).group(1)));
        stage.step(
                ("%s: off; the image is on the disk, and the alarm is set for the promised"
                                + " time, %s")
                        .formatted(host.name(), alarm));
        boolean _ = Pause.of(PATIENCE, Pause.STEP, () -> !SuspendToRam.now().isBefore(alarm));
        stage.step(host.name() + ": the alarm is due; the power supply is switched on");
        host.machine().start();
        var _ = back.await(PATIENCE);
        Duration off = Duration.between(alarm, SuspendToRam.now());
        stage.step(host.name() + ": awake, " + Screen.seconds(off) + " s from the promised time");
        var _ = served.virsh().runUntilAnswered(PATIENCE, "hostname");
        Duration answered = Duration.between(alarm, SuspendToRam.now());
        StatedReasons told = served.awaitOutcome(Optional.empty());
        KernelView after = host.kernel();
        Proof proof = Proof.of(List.of(), before, after, told);
        stage.show(proof);
        stage.expect(
                after.boot().equals(before.boot()) && host.machine().boots().size() == 1,
                "it is the same boot, from the image",
                after.boot());
        stage.expect(
                served.process().equals(process),
                "the same process of the daemon goes on",
                served.process());
        Outcome.Slept slept = Faults.expectOutcome(stage, proof, Outcome.Slept.class);
        stage.expect(
                slept.off().compareTo(off.minus(CLOSE)) >= 0
                        && slept.off().compareTo(answered.plus(CLOSE)) <= 0,
                "it tells truly how late it was: between its wake (%s s) and its first answer (%s s)"
                        .formatted(Screen.seconds(off), Screen.seconds(answered)),
                slept.off());
        stage.expect(
                told.segments().size() == 1 && near(proof.kernelAsleep(), told.asleep()),
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
        List<StatedReasons> history = host.history();
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
        stage.expect(proof.qemu().size() == 1, "QEMU saw it asleep once", proof.qemu());
        stage.expect(
                near(proof.kernelAsleep(), proof.told().asleep()),
                "the kernel's clocks and Lungfish agree on the time asleep",
                proof);
        var _ = stage.expectOnTime(proof);
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
        Outcome outcome = StatedReasons.ofSuspend(result.output()).ended();
        stage.expect(
                outcome instanceof Outcome.WokeEarly,
                "it slept, and was back early as the power came back early",
                outcome);
        SuspendToRam.expectNoAlarm(stage, host);
    }
}
