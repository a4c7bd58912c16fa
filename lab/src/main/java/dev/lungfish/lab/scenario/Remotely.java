package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.runtime.process.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Hosts with the daemon, which libvirt's own client puts to sleep over the network.
final class Remotely {
    private Remotely() {}

    static List<Scenario> scenarios() {
        return List.of(
                new Scenario(
                        "virsh",
                        "unmodified virsh puts a host to sleep for 60 s; its RTC wakes it on time",
                        Remotely::nodesuspend),
                new Scenario(
                        "virsh-refused",
                        "virsh is told why a host without a way back is not put to sleep",
                        Remotely::refused),
                new Scenario(
                        "cycles",
                        "five sleeps in a row, each on time, and the clock right after each",
                        stage -> cycles(stage, 5)),
                new Scenario(
                        "cancel",
                        "another client cancels during the countdown, and nothing is changed",
                        Remotely::cancelled));
    }

    private static void nodesuspend(Stage stage) {
        stage.say(
                "A whole Linux host is emulated on this machine: its own kernel, its own daemon"
                        + " (lungfishd).",
                "libvirt's own client, virsh, as Debian ships it, will put that host to sleep over"
                        + " TCP, for 60 s.",
                "Only the alarm of the host's clock (RTC) can bring it back. Watch.");
        Served served = Served.booted(stage);
        String capabilities = served.virsh().run("capabilities");
        stage.expect(
                capabilities.contains("<suspend_mem/>"),
                "the capabilities say that the host can be suspended to memory",
                capabilities);
        Served.Sleep sleep = served.sleep(60);
        SuspendToRam.expectNoAlarm(stage, served.host());
        stage.say(
                "The host slept for %s s, was back %s, and answered virsh %s s after its alarm."
                        .formatted(
                                Screen.seconds(sleep.slept().asleep()),
                                Screen.fromPromise(sleep.slept().off()),
                                Screen.seconds(sleep.answered())),
                "More: ./lungfish lab --list, docs/lab.md");
    }

    /// As many sleeps in a row as asked for.
    static void cycles(Stage stage, int count) {
        Served served = Served.booted(stage);
        String process = served.process();
        List<Duration> offs = new ArrayList<>();
        List<Duration> answers = new ArrayList<>();
        List<Duration> clocks = new ArrayList<>();
        for (int cycle = 1; cycle <= count; cycle++) {
            stage.step("sleep " + cycle + " of " + count);
            Served.Sleep sleep = served.sleep(14);
            Duration wrong = served.host().kernel().clock().error();
            stage.expect(
                    wrong.compareTo(Proof.ON_TIME) <= 0,
                    "the clock is right after sleep " + cycle,
                    wrong + " from this machine's");
            offs.add(sleep.slept().off());
            answers.add(sleep.answered());
            clocks.add(wrong);
        }
        int told = served.host().history().size();
        stage.expect(told == count, "the history has all " + count + " requests", told);
        stage.expect(
                served.process().equals(process),
                "the daemon's process is the same",
                served.process());
        stage.say(
                count + " of " + count + " sleeps came out right",
                "back after the promised time:     " + spread(offs),
                "from the alarm to virsh's answer: " + spread(answers),
                "error of the host's clock:        " + spread(clocks));
    }

    private static String spread(List<Duration> figures) {
        List<Duration> sorted = figures.stream().sorted(Comparator.naturalOrder()).toList();
        return "least %s s, median %s s, most %s s"
                .formatted(
                        Screen.seconds(sorted.getFirst()),
                        Screen.seconds(sorted.get(sorted.size() / 2)),
                        Screen.seconds(sorted.getLast()));
    }

    private static void refused(Stage stage) {
        Served served =
                Served.boot(
                        stage,
                        MachinePlan.of("host"),
                        "echo disabled >/sys/class/rtc/rtc0/device/power/wakeup",
                        "1s");
        stage.step("here: # virsh nodesuspend mem 60");
        Program.Ending ending = served.virsh().attempt("nodesuspend", "mem", "60");
        stage.expect(
                ending instanceof Program.Ending.Exited(int code, String output)
                        && code != 0
                        && output.contains("no way back"),
                "virsh fails, and says that there is no way back",
                ending);
        expectNothingHappened(stage, served);
    }

    /// Another client of the daemon, over TCP as well, cancels what virsh asked for.
    private static void cancelled(Stage stage) {
        stage.step("the countdown is to last 5 min, so that there is time to cancel");
        Served served = Served.boot(stage, MachinePlan.of("host"), "", "5min");
        Host host = served.host();
        Optional<StatedReasons> earlier = served.told();
        var _ = served.virsh().run("nodesuspend", "mem", "600");
        String client = "lungfish --connect lungfish+tcp://127.0.0.1:" + Served.PORT + "/system";
        stage.expect(
                host.run(client + " status --json").contains("\"countdown\""),
                "another client sees the countdown",
                "none");
        stage.step("another client: # " + client + " cancel");
        var _ = host.run(client + " cancel");
        Outcome outcome = served.awaitOutcome(earlier).ended();
        stage.expect(
                outcome instanceof Outcome.Cancelled cancelled
                        && cancelled.by().contains("127.0.0.1"),
                "the outcome is cancelled, and it says by whom: %s"
                        .formatted(ReasonText.sentence(outcome.reason())),
                outcome);
        expectNothingHappened(stage, served);
        var _ = served.virsh().run("hostname");
    }

    private static void expectNothingHappened(Stage stage, Served served) {
        Host host = served.host();
        stage.expect(
                host.machine().events().isEmpty(), "QEMU saw nothing", host.machine().events());
        SuspendToRam.expectNoAlarm(stage, host);
    }
}
