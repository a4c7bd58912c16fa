package dev.lungfish.cli.command;

import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.host.ObservedHost;
import dev.lungfish.host.journal.StateDirectory;
import dev.lungfish.host.journal.StateException;

/// Settles what a run that was ended left open, before others look at it.
final class Settling {
    private Settling() {}

    /// Settles, where there is something to settle and this user may, and tells what was done.
    /// Where that can't be done the command goes on, and shows the request as open, or what is
    /// broken.
    static void settle(ObservedHost host, StateDirectory state, Output output) {
        try {
            host.engine(state)
                    .settle()
                    .ifPresent(settled -> OutcomeText.settled(settled).forEach(output::tell));
        } catch (StateException _) {
            // Whatever the command does next says the same of the same directory.
        }
    }
}
