package dev.lungfish.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The cancellation of a request. Safe for use by several threads.
public final class Cancellation {
    private final AtomicReference<Optional<String>> by = new AtomicReference<>(Optional.empty());

    /// Cancels the request; the first requester is remembered.
    ///
    /// @param who as text: `Ctrl-C`
    public void ask(String who) {
        boolean _ = by.compareAndSet(Optional.empty(), Optional.of(who));
    }

    /// Who cancelled; empty if nobody did.
    public Optional<String> by() {
        return by.get();
    }

    /// Takes an interrupt of this thread for such a wish, and takes it away: it would end a wait as
    /// if its time had come, and break the undoing.
    public void askIfInterrupted() {
        if (Thread.interrupted()) {
            ask("the end of the process that carries it out");
        }
    }
}
