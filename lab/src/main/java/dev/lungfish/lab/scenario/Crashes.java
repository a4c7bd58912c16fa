package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Lungfish is killed, or the power is cut, in the middle of a request: at the next start it has
/// exactly one outcome, and no alarm of ours remains.
final class Crashes {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// The journal's last entry before a sleep.
    static final Pattern ENTERING =
            Pattern.compile("\"entry\":\"entering\"[^\\n]{0,80}?\"alarm\":(\\d+)");

    private Crashes() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "killed",
                        "killed at each step, a request has one outcome and leaves no alarm",
                        Crashes::killed),
                new Scenario(
                        "power-cut-asleep",
                        "the power is cut while the host sleeps: one outcome after the next boot",
                        Crashes::powerCutAsleep),
                new Scenario(
                        "power-cut-entering",
                        "the power is cut on the way into sleep: one outcome after the next boot",
                        Crashes::powerCutEntering));
    }

    private static void killed(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host"));
        host.configure();
        for (String entry : List.of("testing-rtc", "accepted", "entering", "returned", "ended")) {
            // The stored test is removed, so that each run has all steps.
            var _ = host.run("rm -f /var/lib/lungfish/rtc-tests.json");
            int lines =
                    Integer.parseInt(
                            host.run("cat /var/lib/lungfish/journal.jsonl 2>/dev/null | wc -l"));
            int events = host.machine().events().size();
            stage.step("a request is to be killed right after the journal says '" + entry + "'");
            Script killer = host.start(killer(lines, entry));
            Script victim = host.start("lungfish suspend mem --for 16s --delay 2s --json");
            Script.Result ended = victim.await(PATIENCE);
            var _ = killer.await(PATIENCE);
            stage.step(
                    "the command ended with exit code %s, after %s events of QEMU"
                            .formatted(ended.exitCode(), host.machine().events().size() - events));
            expectSettled(stage, host);
        }
    }

    /// Kills the command as soon as the journal has an entry after the first lines. Lines are read
    /// by the shell itself: programs that look again and again would take the time that the command
    /// needs.
    private static String killer(int lines, String entry) {
        return """
        journal=/var/lib/lungfish/journal.jsonl
        until [ -e $journal ]; do usleep 20000; done
        exec 3<$journal
        for i in $(seq %d); do read -r line <&3; done
        while :; do
            if read -r line <&3; then
                case $line in *'"entry":"%s"'*) break ;; esac
            else
                usleep 20000
            fi
        done
        kill -9 $(pidof java)
        """
                .formatted(lines, entry);
    }

    /// Checks, as the next command would, that everything is in order. A request whose RTC was
    /// still being tested was not accepted, and then it has no outcome.
    private static void expectSettled(Stage stage, Host host) {
        var _ = host.run("lungfish cancel >/dev/null || true; lungfish status");
        int accepted = entries(host, "accepted");
        int ended = entries(host, "ended");
        stage.expect(
                accepted == ended,
                "accepted so far: " + accepted + ", ended: as many",
                ended + " ended");
        List<StatedReasons> history = host.history();
        stage.expect(
                history.size() == accepted
                        && history.stream().allMatch(told -> told.outcome().isPresent()),
                "each has its one outcome%s"
                        .formatted(
                                history.isEmpty()
                                        ? ""
                                        : ", the last: " + Host.kind(history.getLast().ended())),
                history);
        SuspendToRam.expectNoAlarm(stage, host);
    }

    private static int entries(Host host, String kind) {
        return Integer.parseInt(
                host.run(
                        "grep -c '\"entry\":\"%s\"' /var/lib/lungfish/journal.jsonl || true"
                                .formatted(kind)));
    }

    private static void powerCutAsleep(Stage stage) {
        Host host = stage.booted(MachinePlan.of("host").withStateDisk(stage.stateDisk()));
        host.configure();
        Asked asked = host.ask("mem --for 60s");
        asked.awaitSleep();
        SuspendToRam.rest();
        cutAndBoot(stage, host);
        expectSettled(stage, host);
        List<StatedReasons> history = host.history();
        stage.expect(history.size() == 1, "the request is in the history", history);
        Outcome outcome = history.getFirst().ended();
        stage.expect(
                !(outcome instanceof Outcome.Slept),
                "it is not called a sleep as promised",
                outcome);
    }

    /// With `pm_test` the kernel suspends its devices and waits there for 5 s. The journal's entry
    /// is read on the disk, from outside, as tasks in the guest are frozen by then.
    private static void powerCutEntering(Stage stage) {
        Path disk = stage.stateDisk();
        Host host = stage.booted(MachinePlan.of("host").withStateDisk(disk));
        host.configure();
        var _ = host.run("echo devices >/sys/power/pm_test");
        var _ = host.start("lungfish suspend mem --for 60s --delay 1s --json");
        String found = stage.awaitOnDisk(disk, ENTERING, PATIENCE).group();
        stage.step("the journal on the host's disk says: " + found + "...");
        SuspendToRam.shortRest();
        stage.expect(
                host.machine().events().isEmpty(),
                "QEMU did not see it asleep: it is on the way",
                host.machine().events());
        cutAndBoot(stage, host);
        expectSettled(stage, host);
        List<StatedReasons> history = host.history();
        stage.expect(
                history.size() == 1
                        && history.getFirst().ended() instanceof Outcome.ResumedFromNothing,
                "the request's only outcome is that the host came back by a fresh boot",
                history);
    }

    private static void cutAndBoot(Stage stage, Host host) {
        stage.step(host.name() + ": the power is cut");
        host.machine().cutPower();
        stage.step(host.name() + ": switched on again");
        host.switchOn();
    }
}
