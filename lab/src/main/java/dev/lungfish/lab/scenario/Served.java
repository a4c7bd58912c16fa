package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.lab.machine.MachinePlan;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Pause;
import dev.lungfish.runtime.process.Program;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A host with the daemon, which libvirt's own client on this machine reaches over TCP.
///
/// @param port where its port is on this machine
/// @param virsh its client
record Served(Host host, ForwardedPort port, Virsh virsh, Stage stage) {
    /// Its port in the guest.
    static final int PORT = 16509;

    /// Starts the daemon, and waits until it is ready. Each look takes time from the daemon.
    static final String DAEMON =
            """
            rm -f /var/log/lungfishd.log
            lungfish daemon >/var/log/lungfishd.log 2>&1 &
            for i in $(seq 360); do
                grep -qs ready /var/log/lungfishd.log && exit 0
                usleep 500000
            done
            cat /var/log/lungfishd.log
            exit 1
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// A host that was booted, ran a script and started its daemon.
    ///
    /// @param before a script; empty for none
    /// @param delay of the countdown: `1s`
    /// @param configuration more lines of it
    static Served boot(
            Stage stage, MachinePlan plan, String before, String delay, String... configuration) {
        ForwardedPort port = ForwardedPort.to(PORT);
        String[] lines =
                Stream.concat(
                                Stream.of(configuration),
                                Stream.of("[daemon]", "tcp = \"*:" + PORT + "\""))
                        .toArray(String[]::new);
        Host host = stage.booted(plan.withOptions(port.options()));
        for (String script : List.of(before, Host.configuration(delay, lines))) {
            var _ = host.run(script);
        }
        startDaemon(stage, host);
        return new Served(host, port, new Virsh(port, stage), stage);
    }

    /// Starts the daemon of a host, and waits until it serves.
    static void startDaemon(Stage stage, Host host) {
        stage.step(host.name() + ": # lungfish daemon &");
        var _ = host.run(DAEMON);
        stage.step(host.name() + ": the daemon has tested the RTC and serves libvirt's clients");
    }

    /// The same with the usual configuration.
    static Served booted(Stage stage) {
        return boot(stage, MachinePlan.of("host"), "", "1s");
    }

    /// The process of the daemon, and when it was started.
    String process() {
        return host.run("cut -d ' ' -f 1,22 /proc/$(pidof java)/stat");
    }

    /// A sleep that virsh requested.
    ///
    /// @param slept as it was promised
    /// @param answered how long after the wake the next call of virsh was answered
    record Sleep(Outcome.Slept slept, Duration answered) {}

    /// Makes virsh suspend the host to memory, and waits until it is back and answers. All
    /// witnesses must agree that it slept and was on time.
    Sleep sleep(int seconds) {
        KernelView before = host.kernel();
        int events = host.machine().events().size();
        Optional<StatedReasons> earlier = told();
        var _ = virsh.run("nodesuspend", "mem", Integer.toString(seconds));
        stage.expect(
                host.machine().events().size() == events,
                "virsh had its answer before the host slept",
                host.machine().events());
        host.awaitSleep(events);
        stage.step(host.name() + ": asleep; its RTC is to wake it, nobody else will");
        host.awaitWake(events, PATIENCE);
        QmpEvent woke = host.machine().events().getLast();
        String name = virsh.runUntilAnswered(PATIENCE, "hostname");
        Duration answered = Duration.between(woke.at(), SuspendToRam.now());
        stage.step(
                "from the alarm to the first answer: %s s, by '%s'"
                        .formatted(Screen.seconds(answered), name));
        StatedReasons told = awaitOutcome(earlier);
        Outcome.Slept slept = host.proveSleep(before, events, told);
        return new Sleep(slept, answered);
    }

    /// The daemon's report on the last sleep.
    Optional<StatedReasons> told() {
        Program.Ending ending =
                CommandHere.start("--connect", CommandHere.uri(port), "status", "--json")
                        .end(Deadline.after(PATIENCE));
        if (ending instanceof Program.Ending.Exited(int code, String output) && code == 0) {
            return StatedReasons.ofStatus(output);
        }
        throw new LabException("the daemon does not tell its status: " + ending);
    }

    /// Waits until there is another last sleep, with its outcome.
    StatedReasons awaitOutcome(Optional<StatedReasons> earlier) {
        return awaitLast(() ->
                told().filter(told ->
                        !Optional.of(told.id()).equals(earlier.map(StatedReasons::id))));
    }

    /// Waits until the daemon reports a finished sleep.
    static <T> T awaitLast(Supplier<Optional<T>> told) {
        Deadline deadline = Deadline.after(PATIENCE);
        while (!deadline.passed()) {
            Optional<T> last = told.get();
            if (last.isPresent()) {
                return last.get();
            }
            boolean _ = Pause.of(Duration.ofSeconds(1), Pause.STEP, () -> false);
        }
        throw new LabException("the daemon has not found an outcome");
    }
}
