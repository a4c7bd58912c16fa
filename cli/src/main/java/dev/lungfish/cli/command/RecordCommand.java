package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.cli.render.RecordText;
import dev.lungfish.linux.record.RecordException;
import dev.lungfish.linux.tree.NotARecordException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish record DIR`: writes the host as a tree that `--root` can read in its place.
final class RecordCommand implements Command {

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("record");
        spec.usageMessage()
                .description(
                        "Records in DIR what Lungfish reads of this machine, for '--root DIR' on"
                            + " any machine, without identifying data, and reports what was left"
                            + " out (docs/record-format.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("DIR")
                        .type(Path.class)
                        .arity("1")
                        .required(true)
                        .description("a new or an empty directory")
                        .build());
        return spec;
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        Path directory = arguments.matchedPositionalValue(0, Path.of(""));
        try {
            output.show(
                    RecordText.render(
                            directory.toString(), shared.open().record(directory), shared.json()));
            return ExitCode.OK;
        } catch (RecordException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }
}
