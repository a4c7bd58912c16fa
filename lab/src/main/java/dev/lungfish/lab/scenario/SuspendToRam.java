package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Suspend-to-RAM on a host where everything is in order.
final class SuspendToRam {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private SuspendToRam() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "s3",
                        "a host sleeps for 60 s by suspend-to-RAM and its RTC wakes it on time",
                        stage -> sleepOnce(stage, "60s")),
                new Scenario(
                        "early-wake",
                        "a wake from outside before the time is called early, and its cause named",
                        SuspendToRam::earlyWake),
                new Scenario(
                        "resleep",
                        "woken early and asked to, the host sleeps on until the promised time",
                        SuspendToRam::resleep),
                new Scenario(
                        "foreign-alarm",
                        "somebody else's earlier alarm is honoured, and the host sleeps on",
                        SuspendToRam::foreignAlarm),
                new Scenario(
                        "naps",
                        "a sleep longer than one alarm reaches is slept in naps",
                        SuspendToRam::naps));
    }

    /// On a host that was booted for it, and not for others as well.
    private static void sleepOnce(Stage stage, String length) {
        Host host = stage.boot(MachinePlan.of("host"));
        Asked asked = host.ask("mem --for " + length);
        Outcome.Slept slept = stage.expectOnTime(asked.prove(PATIENCE));
        expectCause(stage, slept.cause(), WakeCause.Kind.ALARM);
        List<StatedReasons> history = host.history();
        stage.expect(history.size() == 1, "the history has this one request", history);
        expectNoAlarm(stage, host);
    }

    /// The time of this machine.
    static Instant now() {
        return new HostClocks(HostTree.live()).now().wall();
    }

    private static void earlyWake(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        Asked asked = host.ask("mem --for 90s --delay 1s");
        asked.awaitSleep();
        rest();
        stage.step("the host is woken from outside, long before its time");
        host.machine().wake();
        Outcome.WokeEarly early = asked.expect(Outcome.WokeEarly.class, PATIENCE);
        expectCause(stage, early.cause(), WakeCause.Kind.DEVICE);
        stage.expect(
                ReasonText.sentence(early.cause().description()).contains("LNXPWRBN"),
                "the cause names the power button, as which QEMU's wake-up shows",
                ReasonText.sentence(early.cause().description()));
        expectNoAlarm(stage, host);
    }

    private static void resleep(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        Asked asked = host.ask("mem --for 60s --delay 1s --on-early-wake resleep");
        asked.awaitSleep();
        rest();
        stage.step("the host is woken from outside, long before its time");
        host.machine().wake();
        Proof proof = asked.prove(PATIENCE);
        var _ = stage.expectOnTime(proof);
        stage.expect(proof.qemu().size() == 2, "the host slept twice", proof.qemu());
        expectCause(stage, proof.told().segments().getFirst().cause(), WakeCause.Kind.DEVICE);
    }

    private static void foreignAlarm(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure("[wake]", "foreign_alarm_stay = \"2s\"");
        stage.step("the RTC is tested, so that the test does not come between");
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
        stage.step("somebody else sets an alarm, 40 s from now");
        var _ = host.run("echo +40 >/sys/class/rtc/rtc0/wakealarm");
        Asked asked = host.ask("mem --for 75s");
        Proof proof = asked.prove(PATIENCE);
        List<Segment> segments = proof.told().segments();
        var _ = stage.expectOnTime(proof);
        stage.expect(
                segments.size() == 2
                        && segments.getFirst().reason() == AlarmPlan.Reason.FOREIGN
                        && segments.getFirst().cause().kind() == WakeCause.Kind.FOREIGN_ALARM,
                "the first sleep ended with somebody else's alarm",
                segments);
    }

    private static void naps(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure("[wake]", "longest_nap = \"1min\"");
        Proof proof = host.ask("mem --for 100s").prove(PATIENCE);
        List<Segment> segments = proof.told().segments();
        var _ = stage.expectOnTime(proof);
        stage.expect(
                segments.size() == 2 && segments.getFirst().reason() == AlarmPlan.Reason.NAP,
                "it was slept in two naps",
                segments);
    }

    static void expectCause(Stage stage, WakeCause cause, WakeCause.Kind kind) {
        stage.expect(cause.kind() == kind, "woken by: " + kind.spelling(), cause);
    }

    /// No alarm of ours is left in the RTC.
    static void expectNoAlarm(Stage stage, Host host) {
        KernelView kernel = host.kernel();
        stage.expect(kernel.alarm("rtc0").isEmpty(), "no alarm is left behind", kernel);
    }

    /// Lets a machine get on a little.
    static void shortRest() {
        boolean _ = Pause.of(Duration.ofSeconds(1), Pause.STEP, () -> false);
    }

    /// Lets a machine sleep a moment.
    static void rest() {
        boolean _ = Pause.of(Duration.ofSeconds(3), Pause.STEP, () -> false);
    }
}
