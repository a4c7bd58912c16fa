package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import dev.lungfish.runtime.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One process of QEMU. Ends with the lab, however that ends.
final class QemuProcess {
    private final Process process;
    private final Thread guard;

    private QemuProcess(Process process, Thread guard) {
        this.process = process;
        this.guard = guard;
    }

    /// Starts QEMU.
    ///
    /// @param log receives its output
    static QemuProcess start(List<String> command, Path log) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            process.getOutputStream().close();
            Thread guard = Thread.ofPlatform().unstarted(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(guard);
            return new QemuProcess(process, guard);
        } catch (IOException e) {
            throw new LabException(
                    "QEMU can't be started: %s (apt-get install qemu-system-x86)"
                            .formatted(e.getMessage()),
                    e);
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

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end.
    ///
    /// @return whether it ended in time
    boolean awaitExit(Deadline deadline) {
        try {
            return process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Cuts the power.
    void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException _) {
            // The lab is ending already, and its shutdown hook does the same.
        }
    }
}
