package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.WakeCause;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.Machine;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.lab.machine.Script;
import dev.lungfish.state.journal.OutcomeJson;
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
                    name()
                            + ": exit code "
                            + result.exitCode()
                            + " of: "
                            + script
                            + "\n"
                            + result.output());
        }
        return result.output();
    }

    /// Runs a script.
    Script.Result attempt(String script) {
        return start(script).await(COMMAND);
    }

    /// Starts a script; what it says on its error stream is shown as it comes.
    Script start(String script) {
        return machine.start(script, line -> stage.step(name() + ":   " + line));
    }

    /// Writes the configuration, with sleeps of a few seconds allowed.
    void configure(String... lines) {
        configureDelay("1s", lines);
    }

    /// The same with a countdown of another length.
    void configureDelay(String delay, String... lines) {
        var _ =
                run(
                        "cat >/etc/lungfish/lungfish.toml <<'TOML'\n"
                                + "[sleep]\n"
                                + "shortest = \"5s\"\n"
                                + ("delay = \"" + delay + "\"\n")
                                + String.join("\n", lines)
                                + "\nTOML");
    }

    KernelView kernel() {
        Instant asked = SuspendToRam.now();
        String text = run("kernel-view");
        return KernelView.parse(text, asked, SuspendToRam.now());
    }

    /// All requests that Lungfish knows of.
    List<StatedReasons> history() {
        return StatedReasons.ofHistory(run("lungfish history --json"));
    }

    /// Asks for a sleep by the command, which tells what came of it.
    Asked ask(String arguments) {
        return ask("suspend", arguments);
    }

    /// Asks for a sleep that is to prove its way back.
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

    /// Waits until QEMU says that it is awake again. One that stays asleep is woken from outside
    /// before the scenario fails, so that its logs can tell why.
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

    /// Shows and checks what all witnesses say of one sleep, which must have been as promised.
    ///
    /// @param before what the kernel said before it
    /// @param eventsBefore how many events QEMU had told by then
    /// @param told what Lungfish tells of it
    Outcome.Slept proveSleep(KernelView before, int eventsBefore, StatedReasons told) {
        List<QmpEvent> events = machine.events().subList(eventsBefore, eventsBefore + 2);
        Proof proof = Proof.of(events, before, kernel(), told);
        stage.show(proof);
        stage.expectAgreement(proof);
        Outcome.Slept slept = stage.expectOnTime(proof);
        SuspendToRam.expectCause(stage, slept.cause(), WakeCause.Kind.ALARM);
        return slept;
    }

    /// What an outcome is called.
    static String kind(Outcome outcome) {
        return OutcomeJson.kind(outcome);
    }
}
