package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.ConnectedClient;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.AdministrationJson;
import dev.lungfish.client.Administration;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish clients`: tells who is connected to a daemon, and disconnects one.
final class ClientsCommand implements Command {
    private static final String DISCONNECT = "disconnect";

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("clients");
        spec.usageMessage()
                .description(
                        "Lists the clients of the daemon, or disconnects one; for root, on the"
                                + " daemon's machine (docs/daemon.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(DISCONNECT)
                        .type(String.class)
                        .arity("0..1")
                        .description("disconnect the client ID")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("ID")
                        .type(Long.class)
                        .arity("0..1")
                        .description("its number in the list")
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
        Long id = arguments.matchedPositionalValue(1, -1L);
        boolean disconnects = action.equals(DISCONNECT) && id >= 0;
        if (!disconnects && !action.isEmpty()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "'%s ID' or nothing expected, found '%s'".formatted(DISCONNECT, action));
        }
        try (DaemonClient daemon = Sessions.daemon(shared)) {
            List<ConnectedClient> clients =
                    disconnects
                            ? List.of(new Administration(daemon).disconnect(id))
                            : new Administration(daemon).clients();
            if (shared.json()) {
                output.show(AdministrationJson.clients(clients, disconnects));
            } else {
                output.showLines(
                        clients.stream().map(client -> line(client, disconnects)).toList());
            }
            return ExitCode.OK;
        }
    }

    private static String line(ConnectedClient client, boolean disconnected) {
        return "%s%-6d %s at %s, %s, since %s, %d calls in work"
                .formatted(
                        disconnected ? "disconnected " : "",
                        client.id(),
                        client.who(),
                        client.listener(),
                        client.readOnly() ? "read-only" : "read-write",
                        SpokenTime.of(client.since()),
                        client.callsInWork());
    }
}
