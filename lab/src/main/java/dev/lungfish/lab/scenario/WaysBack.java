package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.runtime.clock.Pause;
import java.time.Duration;
import java.util.List;

/// Hosts whose way back is not in order: no timed sleep may begin there, or the right RTC must be
/// found.
final class WaysBack {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String DRIVER = "/sys/bus/pnp/drivers/rtc_cmos";
    private static final String DEVICE =
            "device=$(basename \"$(readlink -f /sys/class/rtc/rtc0/device)\")";

    private WaysBack() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "no-rtc",
                        "without an RTC a timed sleep is refused, and the host is untouched",
                        WaysBack::noRtc),
                new Scenario(
                        "rtc-vanishes",
                        "an RTC that goes away during the countdown: no sleep, host untouched",
                        WaysBack::vanishes),
                new Scenario(
                        "rtc-not-allowed",
                        "with an RTC that is not allowed to wake a timed sleep is refused",
                        WaysBack::notAllowed),
                new Scenario(
                        "rtc1",
                        "an RTC that is rtc1, not rtc0, is found, and wakes the host",
                        WaysBack::rebound),
                new Scenario(
                        "rtc-stolen",
                        "an alarm that does not fire in the test is found out before any sleep",
                        WaysBack::silentInTest),
                new Scenario(
                        "silent-alarm",
                        "an alarm that is set, read back and never fires in sleep is called late",
                        WaysBack::silentAlarm));
    }

    private static void noRtc(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        var _ = host.run(DEVICE + "; echo \"$device\" >" + DRIVER + "/unbind");
        expectRefusal(stage, host, "no RTC");
    }

    /// Its driver lets go of it between the acceptance and the setting of the alarm.
    private static void vanishes(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        Asked asked = host.ask("mem --for 60s --delay 10s");
        var _ =
                host.run(
                        "while ! grep -qs '\"entry\":\"accepted\"' /var/lib/lungfish/journal.jsonl;"
                                + " do usleep 100000; done");
        stage.step("accepted; now the driver rtc_cmos lets go of the RTC");
        var _ =
                host.run(
                        DEVICE + "; echo \"$device\" | tee /run/rtc-device >" + DRIVER + "/unbind");
        Outcome outcome = asked.prove(PATIENCE).told().ended();
        stage.expect(
                (outcome instanceof Outcome.Refused || outcome instanceof Outcome.NeverEntered)
                        && ReasonText.sentence(outcome.reason()).contains("rtc0"),
                "it is not put to sleep, and the reason names rtc0: %s"
                        .formatted(ReasonText.sentence(outcome.reason())),
                outcome);
        stage.expect(asked.events().isEmpty(), "QEMU saw nothing", asked.events());
        stage.step("the RTC is given back, and the same host sleeps");
        host.configure();
        var _ = host.run("echo \"$(cat /run/rtc-device)\" >" + DRIVER + "/bind");
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
    }

    private static void notAllowed(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        var _ = host.run("echo disabled >/sys/class/rtc/rtc0/device/power/wakeup");
        expectRefusal(stage, host, "not allowed");
    }

    private static void rebound(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure();
        stage.step("the RTC is taken from its driver and given back");
        var _ =
                host.run(
                        ("%s; exec 3</dev/rtc0; echo \"$device\" >%s/unbind; echo \"$device\""
                                        + " >%s/bind; exec 3<&-")
                                .formatted(DEVICE, DRIVER, DRIVER));
        stage.expect(
                host.run("ls /sys/class/rtc").equals("rtc1"),
                "the only RTC is rtc1 now",
                host.run("ls /sys/class/rtc"));
        Outcome.Slept slept = stage.expectOnTime(host.ask("mem --for 14s").prove(PATIENCE));
        stage.expect(
                ReasonText.sentence(slept.cause().description()).contains("rtc1"),
                "rtc1 woke it",
                slept.cause());
    }

    /// While the RTC is tested somebody clears the alarm again and again, as a clock that does not
    /// keep it would.
    private static void silentInTest(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        stage.step("somebody clears the alarm of rtc0 again and again");
        var thief =
                host.start(
                        "while [ ! -e /run/enough ]; do echo 0 >/sys/class/rtc/rtc0/wakealarm;"
                                + " usleep 200000; done");
        expectRefusal(stage, host, "rtc0");
        var _ = host.run("touch /run/enough");
        var _ = thief.await(Host.COMMAND);
    }

    private static void expectRefusal(Stage stage, Host host, String reason) {
        Asked asked = host.ask("mem --for 60s");
        Outcome.Refused refused = asked.expect(Outcome.Refused.class, PATIENCE);
        stage.expect(
                ReasonText.sentence(refused.reason()).contains(reason),
                "the reason says '" + reason + "'",
                ReasonText.sentence(refused.reason()));
        stage.expect(asked.events().isEmpty(), "QEMU saw nothing", asked.events());
        stage.expect(host.kernel().alarm("rtc0").isEmpty(), "no alarm is set", host.kernel());
    }

    private static void silentAlarm(Stage stage) {
        Host host = withSilentRtc(stage);
        Asked asked = host.ask("mem --for 14s");
        Outcome outcome = endWithoutAlarm(stage, asked);
        stage.expect(
                !(outcome instanceof Outcome.Slept),
                "it is not called a sleep as promised",
                outcome);
        if (outcome instanceof Outcome.WokeLate late) {
            SuspendToRam.expectCause(stage, late.cause(), WakeCause.Kind.DEVICE);
        }
        SuspendToRam.expectNoAlarm(stage, host);
    }

    /// With QEMU's `-rtc clock=vm` the RTC's alarm works while the host is awake, so it passes the
    /// test, and stands still with the machine when that sleeps. It would also be wrong after a
    /// saved state, so the host is booted.
    static Host withSilentRtc(Stage stage) {
        Host host = stage.boot(MachinePlan.of("host").withOptions("-rtc", "clock=vm"));
        host.configure("[wake]", "memory_late_tolerance = \"3s\"");
        return host;
    }

    /// Ends a sleep of a few seconds whose alarm never fires.
    static Outcome endWithoutAlarm(Stage stage, Asked asked) {
        asked.awaitSleep();
        stage.step("nobody is woken by this RTC; the lab waits 25 s and wakes the host itself");
        boolean woke =
                Pause.of(
                        Duration.ofSeconds(25),
                        Pause.STEP,
                        () -> asked.events().stream().anyMatch(event -> event.is("WAKEUP")));
        if (woke) {
            throw new LabException("this RTC was to stay silent, and the host is awake");
        }
        asked.host().machine().wake();
        return asked.end(PATIENCE).told().ended();
    }
}
