package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
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
        var _ = stage.expectOnTime(host.askToProve("mem --for 14s").prove(PATIENCE));
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

    private static void failed(Stage stage) {
        Host host = WaysBack.withSilentRtc(stage);
        Outcome outcome = WaysBack.endWithoutAlarm(stage, host.askToProve("mem --for 14s"));
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
                ReasonText.sentence(refused.reason()).contains(reason)
                        && ReasonText.sentence(refused.reason()).contains("lungfish prove mem"),
                "the reason says '" + reason + "', and what to do: lungfish prove mem",
                ReasonText.sentence(refused.reason()));
        stage.expect(asked.events().isEmpty(), "QEMU saw nothing", asked.events());
    }
}
