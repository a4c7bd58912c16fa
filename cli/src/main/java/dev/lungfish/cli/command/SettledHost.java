package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.journal.StateDirectory;
import dev.lungfish.state.journal.StateException;

/// A host whose requests are to be looked at, after what a run that was ended left open is settled.
///
/// @param state where its requests are kept
/// @param watch looks at them
record SettledHost(ObservedHost host, StateDirectory state, RequestWatch watch) {

    /// What a command does with it.
    @FunctionalInterface
    interface Look {
        ExitCode at(SettledHost host) throws StateException;
    }

    /// Settles, where there is something to settle and this user may, and tells what was done; then
    /// looks. Where it can't be settled the request is shown as open, or what is broken is told.
    static ExitCode look(SharedOptions shared, Output output, Look look)
            throws NotARecordException, ConfigurationException {
        ObservedHost observed = shared.open();
        StateDirectory state = shared.stateDirectoryToLookAt();
        SettledHost host = new SettledHost(observed, state, observed.watch(state));
        host.settle(output);
        try {
            return look.at(host);
        } catch (StateException e) {
            output.tell(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }

    private void settle(Output output) {
        try {
            if (!watch.isOpen()) {
                return;
            }
            host.engine(state)
                    .settle()
                    .ifPresent(settled -> OutcomeText.settled(settled).forEach(output::tell));
        } catch (StateException _) {
            // Whatever the command does next says the same of the same directory.
        }
    }
}
