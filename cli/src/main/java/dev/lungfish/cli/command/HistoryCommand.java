package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.PastSleep;
import dev.lungfish.cli.render.HistoryJson;
import dev.lungfish.cli.render.HistoryText;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.List;
import java.util.Optional;
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
            throws NotARecordException, ConfigurationException {
        Optional<ExitCode> done =
                Daemons.work(
                        shared,
                        true,
                        output,
                        daemon -> {
                            show(daemon.history(), shared, output);
                            return ExitCode.OK;
                        });
        if (done.isPresent()) {
            return done.get();
        }
        return SettledHost.look(
                shared,
                output,
                host -> {
                    show(host.watch().past(), shared, output);
                    return ExitCode.OK;
                });
    }

    private static void show(List<PastSleep> past, SharedOptions shared, Output output) {
        output.show(shared.json() ? HistoryJson.render(past) : HistoryText.render(past));
    }
}
