package dev.lungfish.lab.machine;

import dev.lungfish.lab.LabException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A script that runs in a guest. Safe for use by several threads.
public final class Script {
    private final String text;
    private final Consumer<String> said;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final CompletableFuture<Result> result = new CompletableFuture<>();

    private volatile boolean taken;

    /// @param said receives each line of its errors as it comes
    Script(String text, Consumer<String> said) {
        this.text = text;
        this.said = said;
    }

    /// How a script ended.
    ///
    /// @param exitCode of the last command
    /// @param output its output, without the last line end
    public record Result(int exitCode, String output) {}

    /// The guest has it.
    void taken() {
        taken = true;
    }

    /// Whether the guest has it, or it is over.
    boolean isTaken() {
        return taken || isOver();
    }

    void saying(String line) {
        said.accept(line);
    }

    void writing(byte[] piece) {
        output.writeBytes(piece);
    }

    void ended(int exitCode) {
        result.complete(
                new Result(exitCode, output.toString(StandardCharsets.UTF_8).stripTrailing()));
    }

    /// The machine that it ran on lost its memory.
    void lost(String why) {
        result.completeExceptionally(new LabException(why + " while it ran: " + text));
    }

    public boolean isOver() {
        return result.isDone();
    }

    /// Waits for its end.
    ///
    /// @throws LabException if that takes too long, or the script was lost
    public Result await(Duration patience) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the guest ran: " + text);
        } catch (TimeoutException e) {
            throw new LabException(
                    "not done within " + patience.toSeconds() + " s in the guest: " + text, e);
        } catch (ExecutionException e) {
            throw new LabException("the script was lost: " + e.getMessage(), e);
        }
    }
}
