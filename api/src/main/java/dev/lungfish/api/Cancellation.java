package dev.lungfish.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Whether somebody does not want a request any more. Safe for use by several threads.
public final class Cancellation {
    private final AtomicReference<Optional<String>> by = new AtomicReference<>(Optional.empty());

    /// Asks that the request be cancelled; the first one who asks is remembered.
    ///
    /// @param who in words: `Ctrl-C`
    public void ask(String who) {
        boolean _ = by.compareAndSet(Optional.empty(), Optional.of(who));
    }

    /// Who asked; empty where nobody did.
    public Optional<String> by() {
        return by.get();
    }

    /// Takes an interrupt of this thread for such a request, and takes it away: it would end a wait
    /// as if its time had come, and break the undoing.
    public void askIfInterrupted() {
        if (Thread.interrupted()) {
            ask("the end of the process that carries it out");
        }
    }
}
