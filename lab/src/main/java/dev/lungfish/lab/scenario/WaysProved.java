package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.linux.clock.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Hosts whose way back is proved by a sleep, and no longer is, or fails the proof.
final class WaysProved {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private WaysProved() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "proof",
                        "a host that wants proof: refused, proved, slept, refused on new firmware",
                        WaysProved::wanted),
                new Scenario(
                        "proof-fails",
                        "'lungfish prove' finds an RTC out that passes its test and never fires"
                                + " asleep",
                        WaysProved::failed));
    }

    private static void wanted(Stage stage) {
        Path disk = stage.stateDisk();
        Host host = stage.boot(firmware("1.0", disk));
        host.configure("[wake]", "unproved = \"refuse\"");
        expectRefused(stage, host, "it was never proved");
        Outcome.Slept proof =
                host.askToProve("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);
        SuspendToRam.expectOnTime(stage, proof.off());
        var _ = host.ask("mem --for 14s").expect(Outcome.Slept.class, PATIENCE);

        stage.step("the host is switched off and gets another firmware");
        host.machine().cutPower();
        Host renewed = stage.boot(firmware("2.0", disk));
        renewed.configure("[wake]", "unproved = \"refuse\"");
        expectRefused(stage, renewed, "the firmware has changed from ");
        SuspendToRam.expectNoAlarm(stage, renewed);
    }

    private static MachinePlan firmware(String version, Path disk) {
        return MachinePlan.of("host")
                .withStateDisk(disk)
                .withOptions("-smbios", "type=0,vendor=Lab,version=" + version);
    }

    /// With QEMU's `-rtc clock=vm` the alarm works while the host is awake, and stands still with
    /// the machine when that sleeps.
    private static void failed(Stage stage) {
        Host host = stage.boot(MachinePlan.of("host").withOptions("-rtc", "clock=vm"));
        host.configure("[wake]", "memory_late_tolerance = \"3s\"");
        Asked proving = host.askToProve("mem --for 14s");
        proving.awaitSleep();
        stage.step("nobody is woken by this RTC; the lab waits 25 s and wakes the host itself");
        boolean woke =
                Pause.of(
                        Duration.ofSeconds(25),
                        Pause.STEP,
                        () -> proving.events().stream().anyMatch(event -> event.is("WAKEUP")));
        if (woke) {
            throw new LabException("this RTC was to stay silent, and the host is awake");
        }
        host.machine().wake();
        Outcome outcome = proving.end(PATIENCE).told().ended();
        stage.expect(!(outcome instanceof Outcome.Slept), "the proof has failed", outcome);
        expectRefused(stage, host, "the alarm of rtc0 did not end the last one");
        stage.step("the administrator tries it all the same, and the host sleeps");
        Asked tried = host.ask("mem --for 2min --ignore-blocker silent-alarm");
        tried.awaitSleep();
        SuspendToRam.rest();
        host.machine().wake();
        Outcome.WokeEarly _ = tried.expect(Outcome.WokeEarly.class, PATIENCE);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static void expectRefused(Stage stage, Host host, String reason) {
        Asked asked = host.ask("mem --for 14s");
        Outcome.Refused refused = asked.expect(Outcome.Refused.class, PATIENCE);
        stage.expect(
                refused.reason().contains(reason)
                        && refused.reason().contains("lungfish prove mem"),
                "the reason says '" + reason + "', and what to do: lungfish prove mem",
                refused.reason());
        stage.expect(asked.events().isEmpty(), "QEMU saw nothing", asked.events());
    }
}
