package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// QEMU's program.
final class QemuProcess {
    private QemuProcess() {}

    /// Starts QEMU.
    ///
    /// @param log receives its output
    static GuardedProcess start(List<String> command, Path log) {
        try {
            return GuardedProcess.start(command, log);
        } catch (LabException e) {
            throw new LabException(e.getMessage() + " (apt-get install qemu-system-x86)", e);
        }
    }

    /// The version of QEMU: a saved state is for one.
    static String version() {
        try {
            return String.valueOf(
                    Program.start(List.of("qemu-system-x86_64", "--version"))
                            .end(Deadline.after(Duration.ofMinutes(1))));
        } catch (IOException e) {
            throw new LabException("QEMU can't be started: " + e.getMessage(), e);
        }
    }
}
