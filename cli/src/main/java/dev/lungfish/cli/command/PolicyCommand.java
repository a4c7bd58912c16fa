package dev.lungfish.cli.command;

import dev.lungfish.agent.config.Configuration;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.config.TraceFile;
import dev.lungfish.agent.policy.PolicyText;
import dev.lungfish.agent.report.PolicyReport;
import dev.lungfish.api.Explanation;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.policy.Ladder;
import dev.lungfish.core.policy.Replay;
import dev.lungfish.linux.tree.NotARecordException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish policy`: tells which rule holds and why, and what the rules would have done.
final class PolicyCommand implements Command {
    private static final String TRACE = "--trace";

    /// What is to be done.
    private enum Action {
        EXPLAIN("explain"),
        SIMULATE("simulate");

        private final String spelling;

        Action(String spelling) {
            this.spelling = spelling;
        }

        String spelling() {
            return spelling;
        }
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("policy");
        spec.usageMessage()
                .description(
                        "'explain' shows which rule of the configuration holds now, why, since"
                                + " when, and what would change it. 'simulate' shows what the rules"
                                + " would have done with a recorded load.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .paramLabel("explain|simulate")
                        .type(String.class)
                        .description("the action")
                        .build());
        spec.addOption(
                OptionSpec.builder(TRACE)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("with 'simulate': the recorded load (docs/policy.md)")
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
        CommandSpec spec = arguments.commandSpec();
        Action action =
                EnumOption.of("action", Action.values(), Action::spelling)
                        .understand(spec, arguments.matchedPositionalValue(0, ""));
        boolean traced = arguments.hasMatchedOption(TRACE);
        if (traced != (action == Action.SIMULATE)) {
            throw new ParameterException(
                    spec.commandLine(),
                    traced ? "'explain' takes no trace" : "'simulate' needs --trace FILE");
        }
        return action == Action.EXPLAIN
                ? explain(shared, output)
                : simulate(arguments.matchedOptionValue(TRACE, Path.of("")), shared, output);
    }

    private static ExitCode simulate(Path file, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        Configuration configuration = shared.open().configuration();
        Ladder ladder = configuration.power().policy().ladder();
        if (ladder.rules().isEmpty()) {
            return output.failed(new CommandReason.NoRulesToSimulate(), ExitCode.FAILED);
        }
        Replay.Story story =
                Replay.of(ladder, TraceFile.read(file), configuration.settings().shortest());
        output.show(shared.json() ? PolicyText.json(story) : PolicyText.render(story));
        return ExitCode.OK;
    }

    /// A daemon knows since when; where none runs, the host is looked at once.
    private static ExitCode explain(SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        try (HostSession host = Sessions.open(shared, true, output)) {
            Explanation explanation = host.policy();
            output.show(
                    shared.json()
                            ? PolicyReport.json(explanation)
                            : PolicyReport.text(explanation));
            return ExitCode.OK;
        }
    }
}
