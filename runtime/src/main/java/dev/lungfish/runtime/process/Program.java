package dev.lungfish.runtime.process;

import dev.lungfish.runtime.clock.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A started program of the host: without input, with its own environment, output and errors read
/// together.
public final class Program {
    /// The most of its output that is read.
    public static final int OUTPUT_LIMIT_BYTES = 256 * 1024;

    /// Its child processes may keep its output open.
    private static final Duration REST_OF_OUTPUT = Duration.ofMillis(500);

    /// Until a program that is asked to end is killed.
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final Process process;
    private final CompletableFuture<String> output;

    private Program(Process process, CompletableFuture<String> output) {
        this.process = process;
        this.output = output;
    }

    /// How a program ended.
    public sealed interface Ending {
        /// By itself.
        ///
        /// @param exitCode 128 and more if a signal ended it
        /// @param output its output, shortened
        record Exited(int exitCode, String output) implements Ending {}

        /// It took too long, and was killed with all its child processes.
        record Killed(Duration allowance) implements Ending {}
    }

    /// Starts a program.
    ///
    /// @param command its path and its arguments
    /// @throws IOException if it can't be started
    public static Program start(List<String> command) throws IOException {
        return start(command, Map.of());
    }

    /// Starts a program with variables of its own.
    ///
    /// @param command its path and its arguments
    /// @param variables what its environment has besides
    /// @throws IOException if it can't be started
    public static Program start(List<String> command, Map<String, String> variables)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(List.of("HOME"));
        environment.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofPlatform()
                .name("output of " + command.getFirst())
                .daemon()
                .start(() -> output.complete(read(process.getInputStream())));
        return new Program(process, output);
    }

    /// Starts a program that exchanges data by its streams, with the environment and the standard
    /// error of this process, so that it can ask for a password.
    ///
    /// @param command its name, searched in `PATH`, and its arguments
    /// @throws IOException if it can't be started
    public static Conversation converse(List<String> command) throws IOException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Conversation(
                process.getInputStream(), process.getOutputStream(), () -> end(process));
    }

    /// Asks it to end, and waits until it has: what it leaves behind is then there.
    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(ENDING.toNanos(), TimeUnit.NANOSECONDS)) {
                int _ = process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            Process _ = process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// A program that exchanges data by its streams.
    ///
    /// @param says its output
    /// @param hears its input
    /// @param end asks it to end, kills it after ten seconds, and returns when it has ended
    public record Conversation(InputStream says, OutputStream hears, Runnable end) {}

    /// Waits for its end, and kills it at the deadline.
    public Ending end(Deadline deadline) {
        try {
            return process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                    ? new Ending.Exited(process.exitValue(), restOfOutput())
                    : new Ending.Killed(deadline.allowance());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Ending.Killed(deadline.allowance());
        } finally {
            kill();
        }
    }

    /// The program first, so that it does not continue when its child processes end.
    private void kill() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    private String restOfOutput() throws InterruptedException {
        try {
            return output.get(REST_OF_OUTPUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return "";
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading output never fails", e);
        }
    }

    private static String read(InputStream in) {
        try (in) {
            String text = new String(in.readNBytes(OUTPUT_LIMIT_BYTES), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException _) {
            return "";
        }
    }
}
