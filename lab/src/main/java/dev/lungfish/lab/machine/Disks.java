package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The disks of machines: files with holes.
public final class Disks {
    private Disks() {}

    /// Copies one, over what was there.
    public static void copy(Path from, Path to) {
        carryOut("cp", "--sparse=always", from.toString(), to.toString());
    }

    /// Runs a program of this machine, which must succeed.
    public static void carryOut(String... command) {
        String shown = String.join(" ", command);
        try {
            Program.Ending ending =
                    Program.start(List.of(command)).end(Deadline.after(Duration.ofMinutes(1)));
            if (!(ending instanceof Program.Ending.Exited(int code, _)) || code != 0) {
                throw new LabException(shown + ": " + ending);
            }
        } catch (IOException e) {
            throw new LabException(shown + " can't be started: " + e, e);
        }
    }
}
