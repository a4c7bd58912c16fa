package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import dev.lungfish.runtime.clock.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of this machine that ends with the lab, however that ends. Safe for use by several
/// threads.
public final class GuardedProcess implements AutoCloseable {
    private final Process process;
    private final Thread guard;

    private GuardedProcess(Process process, Thread guard) {
        this.process = process;
        this.guard = guard;
    }

    /// Starts one.
    ///
    /// @param log its output and its errors are appended to it
    public static GuardedProcess start(List<String> command, Path log) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            process.getOutputStream().close();
            Thread guard = Thread.ofPlatform().unstarted(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(guard);
            return new GuardedProcess(process, guard);
        } catch (IOException e) {
            throw new LabException(
                    "%s can't be started: %s".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end.
    ///
    /// @return whether it ended in time
    public boolean awaitExit(Deadline deadline) {
        try {
            return process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Asks it to end, as a user would.
    public void ask() {
        process.destroy();
    }

    /// Ends it at once.
    @Override
    public void close() {
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
