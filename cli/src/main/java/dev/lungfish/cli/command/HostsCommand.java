package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.report.HostsReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.KnownHosts;
import dev.lungfish.api.ServiceException;
import dev.lungfish.client.Administration;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish hosts`: tells which hosts are known, and by which cards they can be woken.
final class HostsCommand implements Command {
    private static final String RELEASE = "release";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("hosts");
        spec.usageMessage()
                .description(
                        "Lists the known hosts with their NICs and addresses, and shows which share"
                                + " a network with this host (docs/wake.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(RELEASE)
                        .type(String.class)
                        .arity("0..1")
                        .description("let the next who introduces HOST speak for it")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("HOST")
                        .type(String.class)
                        .arity("0..1")
                        .description("its name, MAC address or address")
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
        String action = arguments.matchedPositionalValue(0, "");
        String released = arguments.matchedPositionalValue(1, "");
        if (action.equals(RELEASE) && !released.isEmpty()) {
            return release(released, shared, output);
        }
        if (!action.isEmpty()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "'%s HOST' or nothing expected, found '%s'"
                            .formatted(RELEASE, "%s %s".formatted(action, released).strip()));
        }
        try (HostSession host = Sessions.open(shared, true, output)) {
            KnownHosts known = host.hosts();
            output.show(
                    shared.json()
                            ? HostsReport.json(known.here(), known.hosts())
                            : HostsReport.text(known.here(), known.hosts()));
            return ExitCode.OK;
        }
    }

    private static ExitCode release(String word, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        boolean asks = shared.connect().isPresent() || runsHere(shared);
        KnownHost host;
        if (asks) {
            try (DaemonClient daemon = Sessions.daemon(shared)) {
                host = new Administration(daemon).release(word);
            }
        } else {
            try {
                host = new HostInventory(shared.stateDirectory()).release(word);
            } catch (IllegalArgumentException | StateException e) {
                return output.failed(e, ExitCode.FAILED);
            }
        }
        Reason done =
                new CommandReason.HostReleased(
                        host.card().name(), host.introducedBy().orElse("nobody"));
        WakeOnLanCommand.show(List.of(done), output);
        return ExitCode.OK;
    }

    private static boolean runsHere(SharedOptions shared)
            throws NotARecordException, ConfigurationException {
        return shared.root().isEmpty() && shared.state().isEmpty() && Sessions.daemonRuns(shared);
    }
}
