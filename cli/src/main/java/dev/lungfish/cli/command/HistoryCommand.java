package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.HistoryJson;
import dev.lungfish.cli.render.HistoryText;
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
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        try (HostSession host = Sessions.open(shared, true, output)) {
            List<PastSleep> past = host.history(HistoryQuery.ALL);
            output.show(shared.json() ? HistoryJson.render(past) : HistoryText.render(past));
            return ExitCode.OK;
        }
    }
}
