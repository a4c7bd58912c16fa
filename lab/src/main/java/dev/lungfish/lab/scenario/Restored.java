package dev.lungfish.lab.scenario;

import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What other scenarios rely on: a machine that goes on from a saved state is as good as one that
/// was booted. Lungfish has no part in this.
final class Restored {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// How far the clocks may be apart in some seconds of a busy machine.
    private static final Duration NEAR = Duration.ofSeconds(2);

    private static final int ALARM_SECONDS = 6;

    private Restored() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "restored",
                        "a host from a saved state has right clocks, RTC and alarm, and sleeps as"
                                + " one that was booted",
                        Restored::clocks));
    }

    private static void clocks(Stage stage) {
        Host first = stage.booted(MachinePlan.of("host"));
        expectClocks(stage, first);
        first.machine().cutPower();
        stage.step("the same state once more, some seconds older by now");
        expectClocks(stage, stage.booted(MachinePlan.of("again")));
    }

    private static void expectClocks(Stage stage, Host host) {
        stage.expect(
                host.run("cat /sys/devices/system/clocksource/clocksource0/current_clocksource")
                        .equals("tsc"),
                "the kernel's clock is that of the processor",
                "another");
        KernelView before = host.kernel();
        expectRight(stage, host, before);
        stage.expect(near(before.asleep(), Duration.ZERO), "it has not slept", before);
        Instant from = SuspendToRam.now();
        boolean _ = Pause.of(Duration.ofSeconds(4), Pause.STEP, () -> false);
        KernelView later = host.kernel();
        Duration passed = Duration.between(from, SuspendToRam.now());
        stage.expect(
                near(Duration.between(before.wall(), later.wall()), passed)
                        && near(later.awake().minus(before.awake()), passed)
                        && near(later.asleep(), Duration.ZERO),
                "all its clocks went on as fast as this machine's",
                passed + ", " + before + ", " + later);

        int events = host.machine().events().size();
        stage.step("the kernel is put to sleep by hand, with an alarm in its RTC");
        var sleep =
                host.start(
                        "echo 0 >/sys/class/rtc/rtc0/wakealarm;"
                                + " echo +%s >/sys/class/rtc/rtc0/wakealarm;"
                                        .formatted(ALARM_SECONDS)
                                + " cat /sys/class/rtc/rtc0/wakealarm; echo mem >/sys/power/state");
        host.awaitSleep(events);
        host.awaitWake(events, PATIENCE);
        Instant alarm = Instant.ofEpochSecond(Long.parseLong(sleep.await(PATIENCE).output()));
        KernelView after = host.kernel();
        List<QmpEvent> seen = host.machine().events().subList(events, events + 2);
        Duration asleep = Duration.between(seen.getFirst().at(), seen.getLast().at());
        Duration late = before.clock().or(after.clock()).late(alarm, seen.getLast().at());
        stage.expect(
                late.abs().compareTo(Proof.ON_TIME) <= 0,
                "its alarm woke it on time",
                Screen.fromPromise(late));
        stage.expect(
                Proof.near(after.asleep(), asleep) && after.successes() == before.successes() + 1,
                "the kernel's clocks stood still for as long as QEMU saw it asleep",
                after + ", " + asleep);
        expectRight(stage, host, after);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    /// Its RTC, and the clock of the day that was set from it, tell this machine's time.
    private static void expectRight(Stage stage, Host host, KernelView kernel) {
        Duration wrong = kernel.clock().error();
        stage.expect(wrong.compareTo(NEAR) <= 0, "its clock is right", wrong);
        Instant asked = SuspendToRam.now();
        long rtc = Long.parseLong(host.run("cat /sys/class/rtc/rtc0/since_epoch"));
        Duration off =
                ClockOffset.seen(asked, Instant.ofEpochSecond(rtc), SuspendToRam.now()).error();
        stage.expect(off.compareTo(NEAR) <= 0, "its RTC is right", off);
    }

    private static boolean near(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(NEAR) <= 0;
    }
}
