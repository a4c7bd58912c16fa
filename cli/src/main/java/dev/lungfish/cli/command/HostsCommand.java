package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.ServiceException;
import dev.lungfish.linux.tree.NotARecordException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish hosts`: tells which hosts are known, and by which cards they can be woken.
final class HostsCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("hosts");
        spec.usageMessage()
                .description(
                        "Lists the known hosts with their NICs and addresses, and shows which share"
                                + " a network with this host (docs/wake.md).");
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
            KnownHosts known = host.hosts();
            output.show(
                    shared.json()
                            ? HostsReport.json(known.here(), known.hosts())
                            : HostsReport.text(known.here(), known.hosts()));
            return ExitCode.OK;
        }
    }
}
