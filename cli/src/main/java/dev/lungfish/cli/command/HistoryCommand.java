package dev.lungfish.cli.command;

import dev.lungfish.cli.render.HistoryJson;
import dev.lungfish.cli.render.HistoryText;
import dev.lungfish.host.ObservedHost;
import dev.lungfish.host.config.ConfigurationException;
import dev.lungfish.host.journal.JournalReader;
import dev.lungfish.host.journal.PastSleep;
import dev.lungfish.host.journal.StateDirectory;
import dev.lungfish.host.journal.StateException;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish history`: tells of past requests and their outcomes.
final class HistoryCommand implements Command {

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("history");
        spec.usageMessage().description("Tells of past requests and their outcomes, newest last.");
        return spec;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        ObservedHost host = shared.open();
        StateDirectory state = shared.stateDirectoryToLookAt();
        Settling.settle(host, state, output);
        try {
            List<PastSleep> past = JournalReader.read(state).past();
            output.show(shared.json() ? HistoryJson.render(past) : HistoryText.render(past));
            return ExitCode.OK;
        } catch (StateException e) {
            output.tell(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }
}
