package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.HistoryQuery;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.HistoryJson;
import dev.lungfish.cli.render.HistoryText;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.core.time.WrittenTime;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish history`: tells of past requests and their outcomes.
final class HistoryCommand implements Command {
    private static final String LAST = "--last";
    private static final String SINCE = "--since";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("history");
        spec.usageMessage().description("Tells of past requests and their outcomes, newest last.");
        spec.addOption(
                OptionSpec.builder("-n", LAST)
                        .paramLabel("N")
                        .type(Integer.class)
                        .description("only the last so many")
                        .build());
        spec.addOption(
                OptionSpec.builder(SINCE)
                        .paramLabel("WHEN")
                        .type(String.class)
                        .description(
                                "only those since a time (yesterday, Mon, 2026-01-31 06:30), or of"
                                        + " the last 8h, 30d")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        HistoryQuery query = new HistoryQuery(last(arguments), since(arguments));
        try (HostSession host = Sessions.open(shared, true, output)) {
            List<PastSleep> past = host.history(query);
            output.show(shared.json() ? HistoryJson.render(past) : HistoryText.render(past));
            return ExitCode.OK;
        }
    }

    private static int last(ParseResult arguments) {
        int last = arguments.matchedOptionValue(LAST, -1);
        if (arguments.hasMatchedOption(LAST) && last < 0) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), LAST + ": less than 0");
        }
        return last;
    }

    private static Optional<Instant> since(ParseResult arguments) {
        String when = arguments.matchedOptionValue(SINCE, "");
        if (!arguments.hasMatchedOption(SINCE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(since(when.strip()));
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), SINCE + ": " + e.getMessage(), e);
        }
    }

    /// A length counts back from now.
    private static Instant since(String when) {
        Instant now = ThisProcess.wallClock();
        try {
            return now.minus(WrittenDuration.parse(when.replaceFirst("\\s+ago$", "")));
        } catch (IllegalArgumentException _) {
            return WrittenTime.parsePast(when, now.atZone(ZoneId.systemDefault()));
        }
    }
}
