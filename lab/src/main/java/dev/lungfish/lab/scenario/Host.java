package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Machine;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.lab.machine.Script;
import dev.lungfish.state.json.OutcomeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A machine of the lab with Lungfish in it. For one thread.
final class Host {
    /// Emulated, on a busy machine.
    static final Duration BOOT = Duration.ofMinutes(3);

    static final Duration COMMAND = Duration.ofMinutes(2);

    private final Machine machine;
    private final Stage stage;

    Host(Machine machine, Stage stage) {
        this.machine = machine;
        this.stage = stage;
    }

    Machine machine() {
        return machine;
    }

    String name() {
        return machine.plan().name();
    }

    /// Switches it on and waits until the guest has booted.
    void switchOn() {
        int boots = machine.boots().size();
        machine.start();
        machine.awaitBoots(boots + 1, BOOT);
        stage.step(name() + ": the kernel is up, commands can be run");
    }

    /// Runs a script, which must succeed.
    ///
    /// @return its output
    String run(String script) {
        Script.Result result = attempt(script);
        if (result.exitCode() != 0) {
            throw new LabException(
                    "%s: exit code %s of: %s\n%s"
                            .formatted(name(), result.exitCode(), script, result.output()));
        }
        return result.output();
    }

    /// Runs a script.
    Script.Result attempt(String script) {
        return start(script).await(COMMAND);
    }

    /// Starts a script; its error stream is shown as it comes.
    Script start(String script) {
        return machine.start(script, line -> stage.step(name() + ":   " + line));
    }

    /// Writes the configuration, with sleeps of a few seconds allowed.
    void configure(String... lines) {
        configureDelay("1s", lines);
    }

    /// The same with a countdown of another length.
    void configureDelay(String delay, String... lines) {
        var _ = run(configuration(delay, lines));
    }

    /// A script that writes the configuration.
    static String configuration(String delay, String... lines) {
        return """
        cat >/etc/lungfish/lungfish.toml <<'TOML'
        [sleep]
        shortest = "5s"
        delay = "%s"
        %s
        TOML
        """
                .formatted(delay, String.join("\n", lines));
    }

    KernelView kernel() {
        Instant asked = SuspendToRam.now();
        String text = run("kernel-view");
        return KernelView.parse(text, asked, SuspendToRam.now());
    }

    /// All requests in Lungfish's history.
    List<StatedReasons> history() {
        return StatedReasons.ofHistory(run("lungfish history --json"));
    }

    /// Requests a sleep by the command, which reports the outcome.
    Asked ask(String arguments) {
        return ask("suspend", arguments);
    }

    /// Requests a sleep to prove its way back.
    Asked askToProve(String arguments) {
        return ask("prove", arguments);
    }

    private Asked ask(String verb, String arguments) {
        String command = "lungfish " + verb + " " + arguments + " --json";
        KernelView before = kernel();
        stage.step(name() + ": # " + command);
        return new Asked(this, stage, before, machine.events().size(), start(command));
    }

    /// Waits until QEMU says that it sleeps.
    void awaitSleep(int eventsBefore) {
        machine.awaitEvent(QmpEvent.SUSPEND, eventsBefore, COMMAND);
    }

    /// Waits until QEMU says that it is awake again. A host that stays asleep is woken from outside
    /// before the scenario fails, so that its logs can show why.
    void awaitWake(int eventsBefore, Duration patience) {
        try {
            machine.awaitEvent(QmpEvent.WAKEUP, eventsBefore, patience);
        } catch (LabException e) {
            if (machine.isOn() && machine.isSuspended()) {
                machine.wake();
            }
            throw e;
        }
    }

    /// Shows and checks all witnesses of one sleep, which must have been as promised.
    ///
    /// @param before the kernel's view before it
    /// @param eventsBefore the number of QEMU's events by then
    /// @param told Lungfish's report
    Outcome.Slept proveSleep(KernelView before, int eventsBefore, StatedReasons told) {
        List<QmpEvent> events = machine.events().subList(eventsBefore, eventsBefore + 2);
        Proof proof = Proof.of(events, before, kernel(), told);
        stage.show(proof);
        stage.expectAgreement(proof);
        Outcome.Slept slept = stage.expectOnTime(proof);
        SuspendToRam.expectCause(stage, slept.cause(), WakeCause.Kind.ALARM);
        return slept;
    }

    /// The name of an outcome.
    static String kind(Outcome outcome) {
        return OutcomeJson.kind(outcome);
    }
}
