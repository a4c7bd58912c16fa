package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.linux.tree.NotARecordException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish names KIND`: what a shell completes, a name for each line. Not in the help, since
/// shells alone ask it.
final class NamesCommand implements Command {
    private static final EnumOption<NameKind> KINDS =
            EnumOption.of("kind of name", NameKind.values(), NameKind::spelling);

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("names");
        spec.usageMessage()
                .hidden(true)
                .description("Lists names for the completion of shells, a name for each line.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .required(true)
                        .paramLabel(KINDS.joined("|"))
                        .type(String.class)
                        .description("what is to be named")
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
        NameKind kind =
                KINDS.understand(arguments.commandSpec(), arguments.matchedPositionalValue(0, ""));
        try (HostSession host = Sessions.open(shared, true, output)) {
            output.showLines(kind.of(host, shared));
            return ExitCode.OK;
        }
    }
}
