package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.DoctorJson;
import dev.lungfish.agent.report.DoctorText;
import dev.lungfish.agent.report.DoctorVerdict;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.linux.tree.NotARecordException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish doctor`: tells for each sleep state and each wake device whether it works, how that is
/// known, and what to do about it.
final class DoctorCommand implements Command {
    private static final String EXIT_CODE = "--exit-code";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("doctor");
        spec.usageMessage()
                .description(
                        "Reports for each sleep state and each wake device whether it is supported,"
                                + " the evidence, and the remedy. It changes nothing.");
        spec.addOption(
                OptionSpec.builder(EXIT_CODE)
                        .description(
                                "0: the host can sleep and come back; 10: it can't; 15: not known")
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
        try (HostSession host = Sessions.look(shared, output)) {
            DoctorReport report = host.doctor();
            if (shared.json()) {
                output.show(DoctorJson.render(report));
            } else {
                output.showPage(DoctorText.render(report));
            }
            return arguments.hasMatchedOption(EXIT_CODE)
                    ? switch (DoctorVerdict.of(report).support()) {
                        case SUPPORTED -> ExitCode.OK;
                        case UNSUPPORTED -> ExitCode.REFUSED;
                        case UNKNOWN -> ExitCode.UNPROVEN;
                    }
                    : ExitCode.OK;
        }
    }
}
