package dev.lungfish.cli.command;

import dev.lungfish.api.Cancellation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// What Ctrl-C and the like mean to the command that runs: a sleep is cancelled and undone before
/// the process ends; all others just end. Safe for use by several threads.
public final class Interruption {
    private final AtomicReference<Optional<Consumer<String>>> called =
            new AtomicReference<>(Optional.empty());
    private final CompletableFuture<ExitCode> end = new CompletableFuture<>();
    private final Consumer<Runnable> hangUp;

    /// No signal reloads.
    public Interruption() {
        this(_ -> {});
    }

    /// @param hangUp has something run at each signal SIGHUP, which then ends nothing
    public Interruption(Consumer<Runnable> hangUp) {
        this.hangUp = hangUp;
    }

    /// From now on SIGHUP calls this, and does not end the process.
    void reloads(Runnable reload) {
        hangUp.accept(reload);
    }

    /// From now on an interruption asks for this cancellation.
    Cancellation cancels() {
        Cancellation mine = new Cancellation();
        calls(mine::ask);
        return mine;
    }

    /// From now on an interruption calls this, with who interrupts, and waits for the command's
    /// end.
    void calls(Consumer<String> wanted) {
        called.set(Optional.of(wanted));
    }

    /// The command has come to its end.
    public void ended(ExitCode code) {
        boolean _ = end.complete(code);
    }

    /// Somebody wants the process to end.
    ///
    /// @return the exit code, after the end of a command that undoes something first; empty where
    ///   the process can end at once
    public Optional<ExitCode> interrupt() {
        Optional<Consumer<String>> asked = called.get();
        asked.ifPresent(wanted ->
                wanted.accept("a signal to its process: Ctrl-C, or a stop of its service"));
        return asked.isPresent() || end.isDone() ? Optional.of(end.join()) : Optional.empty();
    }
}
