package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.DoctorJson;
import dev.lungfish.agent.report.DoctorText;
import dev.lungfish.api.DoctorReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.linux.tree.NotARecordException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish doctor`: tells for each sleep state and each wake device whether it works, how that is
/// known, and what to do about it.
final class DoctorCommand implements Command {

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("doctor");
        spec.usageMessage()
                .description(
                        "Reports for each sleep state and each wake device whether it is supported,"
                                + " the evidence, and the remedy. It changes nothing.");
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
            output.show(shared.json() ? DoctorJson.render(report) : DoctorText.render(report));
            return ExitCode.OK;
        }
    }
}
