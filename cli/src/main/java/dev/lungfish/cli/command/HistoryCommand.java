package dev.lungfish.cli.command;

import dev.lungfish.cli.render.HistoryJson;
import dev.lungfish.cli.render.HistoryText;
import dev.lungfish.host.config.ConfigurationException;
import dev.lungfish.host.journal.JournalReader;
import dev.lungfish.host.journal.PastSleep;
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
        return SettledHost.look(
                shared,
                output,
                host -> {
                    List<PastSleep> past = JournalReader.read(host.state()).past();
                    output.show(
                            shared.json() ? HistoryJson.render(past) : HistoryText.render(past));
                    return ExitCode.OK;
                });
    }
}
