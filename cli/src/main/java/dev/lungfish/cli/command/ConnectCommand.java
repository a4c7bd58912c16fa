package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.gateway.config.GatewayConfiguration;
import dev.lungfish.gateway.config.GatewayConfiguration.HostEntry;
import dev.lungfish.gateway.config.GatewayFile;
import dev.lungfish.gateway.connect.StreamSplice;
import dev.lungfish.gateway.connect.WakingDialer;
import dev.lungfish.gateway.wake.ConfiguredWaker;
import dev.lungfish.gateway.wake.HostWaker;
import dev.lungfish.linux.tree.NotARecordException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish connect`: connects the standard streams to a port of a host, which is woken where it
/// does not answer. Made for `ProxyCommand` of ssh.
final class ConnectCommand implements Command {
    private static final String WAIT = "--wait";
    private static final String INVENTORY = "--inventory";
    private static final int MOST_PORT = 65_535;

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("connect");
        spec.usageMessage()
                .description(
                        "Connects standard input and output to a port of a host, and wakes the host"
                                + " if it does not answer (docs/gateway.md). For ssh: ProxyCommand"
                                + " lungfish connect %%h %%p");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel("HOST")
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description("a name or an address, as 'lungfish wake' takes it")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("PORT")
                        .type(Integer.class)
                        .arity("1")
                        .required(true)
                        .description("the port to connect to")
                        .build());
        spec.addOption(
                OptionSpec.builder(WAIT)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .description("how long to wait for the host to answer (2min)")
                        .build());
        spec.addOption(
                OptionSpec.builder(INVENTORY)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description(
                                "take the host and who wakes it from the [hosts] and [wake] of this"
                                        + " gateway.toml")
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
        String host = arguments.matchedPositionalValue(0, "");
        int port = arguments.matchedPositionalValue(1, 0);
        Duration patience;
        try {
            patience = WrittenDuration.parse(arguments.matchedOptionValue(WAIT, "2min"));
            if (port < 1 || port > MOST_PORT) {
                throw new IllegalArgumentException(
                        "a PORT is 1 to %d, found %d".formatted(MOST_PORT, port));
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        Optional<String> inventory =
                Optional.ofNullable(arguments.matchedOptionValue(INVENTORY, null));
        try {
            return inventory.isPresent()
                    ? byInventory(Path.of(inventory.get()), host, port, patience, output)
                    : bySession(host, port, patience, shared, output);
        } catch (ReasonException e) {
            return output.failed(e, ExitCode.NOT_WOKEN);
        } catch (IOException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    private static ExitCode byInventory(
            Path file, String name, int port, Duration patience, Output output) throws IOException {
        GatewayConfiguration configuration = GatewayFile.read(Optional.of(file));
        HostEntry entry = configuration.hosts().get(name);
        if (entry == null) {
            throw new IOException(
                    "%s has no hosts.%s; there are: %s"
                            .formatted(
                                    file,
                                    name,
                                    String.join(
                                            ", ",
                                            configuration.hosts().keySet().stream()
                                                    .sorted()
                                                    .toList())));
        }
        try (HostWaker waker = ConfiguredWaker.waker(configuration, Sessions.CALLER)) {
            return splice(
                    new InetSocketAddress(entry.address(), port),
                    new WakingDialer(
                            name,
                            () -> waker.wake(entry, Requester.inWords("lungfish connect")),
                            patience,
                            notice -> output.say(ReasonText.sentence(notice))),
                    output);
        }
    }

    private static ExitCode bySession(
            String name, int port, Duration patience, SharedOptions shared, Output output)
            throws IOException, NotARecordException, ConfigurationException, ServiceException {
        try (HostSession session = Sessions.open(shared, false, output)) {
            return splice(
                    new InetSocketAddress(address(name, session), port),
                    new WakingDialer(
                            name,
                            () -> wake(session, name),
                            patience,
                            notice -> output.say(ReasonText.sentence(notice))),
                    output);
        }
    }

    private static void wake(HostSession session, String name) throws IOException {
        try {
            if (session.wake(WakeOrder.of(name)).packets().sent().isEmpty()) {
                throw new IOException("no interface took a packet for it");
            }
        } catch (ServiceException e) {
            throw new IOException(e.why(), e);
        }
    }

    /// As the resolver knows it, or else whoever wakes.
    private static InetAddress address(String name, HostSession session)
            throws IOException, ServiceException {
        try {
            return InetAddress.getByName(name);
        } catch (UnknownHostException e) {
            Optional<String> known =
                    session.wake(WakeOrder.of(name)).addresses().stream().findFirst();
            if (known.isEmpty()) {
                throw e;
            }
            return InetAddress.getByName(known.get());
        }
    }

    private static ExitCode splice(InetSocketAddress target, WakingDialer dialer, Output output)
            throws IOException {
        try (Socket socket = dialer.connect(target)) {
            StreamSplice.run(socket, System.in, output.out());
        }
        return ExitCode.OK;
    }
}
