package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.api.KnownHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.daemon.wake.WakeCalls;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.journal.StateException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish hosts`: tells which hosts are known, and by which cards they can be woken.
final class HostsCommand implements Command {
    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("hosts");
        spec.usageMessage()
                .description(
                        "Tells which hosts this one knows, by which cards and addresses, and which"
                                + " are in a network of this host (docs/wake.md).");
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
                            output.show(daemon.call(WakeCalls.HOSTS, shared.json()));
                            return ExitCode.OK;
                        });
        if (done.isPresent()) {
            return done.get();
        }
        HostIdentity here = shared.open().lan().card();
        try {
            List<KnownHost> known = new HostInventory(shared.stateDirectoryToLookAt()).all();
            output.show(
                    shared.json() ? HostsReport.json(here, known) : HostsReport.text(here, known));
            return ExitCode.OK;
        } catch (StateException e) {
            output.tell(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }
}
