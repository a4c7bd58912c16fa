package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.ForwardedPort;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.clock.Stopwatch;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// libvirt's own client, as installed on this machine, connected to a host over TCP.
///
/// @param port of the host
/// @param stage the stage
record Virsh(ForwardedPort port, Stage stage) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Runs one command, which must succeed, and shows it.
    ///
    /// @return its output
    String run(String... arguments) {
        Stopwatch watch = Stopwatch.start();
        stage.step("here: # virsh -c " + uri() + " " + String.join(" ", arguments));
        Program.Ending ending = attempt(arguments);
        if (!(ending instanceof Program.Ending.Exited(int code, String output)) || code != 0) {
            throw new LabException("virsh " + String.join(" ", arguments) + ": " + ending);
        }
        stage.step("here:   answered after " + Screen.seconds(watch.elapsed()) + " s");
        return output.strip();
    }

    /// Retries a command, since a host still refuses new work right after its wake.
    ///
    /// @return its output
    String runUntilAnswered(Duration patience, String... arguments) {
        stage.step("here: # virsh -c " + uri() + " " + String.join(" ", arguments));
        Deadline deadline = Deadline.after(patience);
        Program.Ending ending = attempt(arguments);
        for (int refusals = 0; !deadline.passed(); refusals++) {
            if (ending instanceof Program.Ending.Exited(int code, String output) && code == 0) {
                return output.strip();
            }
            if (refusals == 0) {
                stage.step("here:   not yet, tried again: " + reason(ending));
            }
            ending = attempt(arguments);
        }
        throw new LabException("virsh " + String.join(" ", arguments) + ": " + ending);
    }

    /// The last line of an answer, which has libvirt's error.
    private static String reason(Program.Ending ending) {
        return ending instanceof Program.Ending.Exited(_, String output)
                ? output.strip().lines().reduce("", (_, line) -> line)
                : String.valueOf(ending);
    }

    Program.Ending attempt(String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-c", uri()));
        command.addAll(List.of(arguments));
        try {
            return Program.start(command).end(Deadline.after(PATIENCE));
        } catch (IOException e) {
            throw new LabException(
                    "virsh can't be started: apt-get install libvirt-clients: " + e, e);
        }
    }

    private String uri() {
        return "qemu+tcp://127.0.0.1:" + port.outside() + "/system";
    }
}
