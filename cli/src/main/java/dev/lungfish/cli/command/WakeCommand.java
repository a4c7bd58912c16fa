package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.agent.neighbour.HostLan;
import dev.lungfish.agent.neighbour.WakeAttempt;
import dev.lungfish.agent.neighbour.WakeProxies;
import dev.lungfish.agent.neighbour.WakeTarget;
import dev.lungfish.agent.neighbour.Waker;
import dev.lungfish.agent.service.LocalNeighbours;
import dev.lungfish.api.KnownHost;
import dev.lungfish.api.NeighbourService;
import dev.lungfish.api.SentPackets;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeOrder;
import dev.lungfish.cli.render.WakeJson;
import dev.lungfish.cli.render.WakeText;
import dev.lungfish.client.DaemonClient;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.core.wake.WakePassword;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish wake`: sends magic packets, from here or from a neighbour, until the host answers.
final class WakeCommand implements Command {
    private static final String VIA = "--via";
    private static final String BROADCAST = "--broadcast";
    private static final String INTERFACE = "--interface";
    private static final String WAIT = "--wait";
    private static final String DRY_RUN = "--dry-run";
    private static final Duration USUAL_WAIT = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(500);

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("wake");
        spec.usageMessage()
                .description(
                        "Wakes a host by magic packets (Wake-on-LAN) and waits until it answers"
                                + " (docs/wake.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("HOST|MAC")
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description(
                                "a name or an address that 'lungfish hosts' knows, or a MAC"
                                        + " address")
                        .build());
        spec.addOption(option(VIA, "HOST", "let the daemon of HOST send: its name, or a URI"));
        spec.addOption(option(BROADCAST, "ADDR", "broadcast only to this address"));
        spec.addOption(option(INTERFACE, "IF", "send only by this interface"));
        PasswordOptions.options("the SecureOn password: 00:11:22:33:44:55, or 192.0.2.7")
                .forEach(spec::addOption);
        spec.addOption(
                option(
                        WAIT,
                        "DURATION",
                        "how long to wait for the host to answer (60s); 0s sends once"));
        spec.addOption(
                OptionSpec.builder(DRY_RUN)
                        .description("send nothing, show what would be sent")
                        .build());
        return spec;
    }

    /// What would be sent, and by whom; nothing is.
    private static ExitCode wouldWake(
            Optional<String> relay, Options wanted, LocalNeighbours here, Output output)
            throws ServiceException {
        List<Reason> plan = new ArrayList<>();
        if (relay.isPresent()) {
            try (DaemonClient daemon = DaemonClient.connect(relay.get(), true, Sessions.CALLER)) {
                daemon.status();
            }
            plan.add(new CommandReason.DaemonWouldSend(relay.get(), wanted.target()));
        } else {
            plan.addAll(here.wouldSend(wanted.order()));
        }
        output.showPlan(plan);
        return ExitCode.OK;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    /// What the arguments say.
    private record Options(
            String target,
            Optional<String> via,
            Optional<String> broadcast,
            Optional<String> port,
            Optional<String> password,
            Optional<Duration> patience) {
        static Options of(ParseResult arguments, SharedOptions shared) {
            Optional<String> via = text(arguments, VIA);
            if (via.isPresent() && shared.connect().isPresent()) {
                throw new IllegalArgumentException(
                        "--via and --connect both name a daemon that is to send: give one");
            }
            Options wanted =
                    new Options(
                            arguments.matchedPositionalValue(0, ""),
                            via.or(shared::connect),
                            text(arguments, BROADCAST),
                            text(arguments, INTERFACE),
                            PasswordOptions.asked(arguments),
                            text(arguments, WAIT).map(WrittenDuration::parse));
            wanted.check();
            return wanted;
        }

        WakeOrder order() {
            return new WakeOrder(target, broadcast, port, password);
        }

        private void check() {
            broadcast.ifPresent(NetworkAddress::parse);
            WakePassword _ = password.map(WakePassword::parse).orElse(null);
            if (patience.filter(given -> given.compareTo(LONGEST_WAIT) > 0).isPresent()) {
                throw new IllegalArgumentException("--wait: at most a day");
            }
        }

        private static Optional<String> text(ParseResult arguments, String option) {
            return Optional.ofNullable(arguments.matchedOptionValue(option, null));
        }
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Options wanted;
        try {
            wanted = Options.of(arguments, shared);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        ObservedHost host = shared.open();
        HostInventory inventory = new HostInventory(shared.stateDirectoryToLookAt());
        WakeProxies relays = new WakeProxies(inventory, host.configuration().ways().neighbours());
        try {
            Optional<KnownHost> known = inventory.meantBy(wanted.target());
            Optional<String> relay =
                    wanted.via().isPresent()
                            ? Optional.of(relays.uri(wanted.via().get()))
                            : near(wanted, relays, known, host.lan(), output);
            if (arguments.hasMatchedOption(DRY_RUN)) {
                return wouldWake(relay, wanted, new LocalNeighbours(host.lan(), inventory), output);
            }
            return relay.isPresent()
                    ? via(relay.get(), wanted, shared, output)
                    : fromHere(wanted, host.lan().target(wanted.target(), known), shared, output);
        } catch (IllegalArgumentException | StateException | IOException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    /// A neighbour in a network of the host, where this host is in none.
    private static Optional<String> near(
            Options wanted,
            WakeProxies relays,
            Optional<KnownHost> known,
            HostLan lan,
            Output output)
            throws StateException {
        if (known.isEmpty() || wanted.broadcast().isPresent() || wanted.port().isPresent()) {
            return Optional.empty();
        }
        Optional<KnownHost> relay = relays.nearTo(known.get().card(), lan.card());
        relay.ifPresent(neighbour ->
                output.say(
                        "%s is in no network of this host, so %s sends"
                                .formatted(wanted.target(), neighbour.card().name())));
        return relay.flatMap(KnownHost::uri);
    }

    private static ExitCode via(String uri, Options wanted, SharedOptions shared, Output output)
            throws IOException, ServiceException {
        try (DaemonClient daemon = DaemonClient.connect(uri, false, Sessions.CALLER)) {
            // Whether it can be seen to wake is known there; a target without address may get one.
            return wake(daemon, wanted, wanted.patience().orElse(USUAL_WAIT), shared, output);
        }
    }

    private static ExitCode fromHere(
            Options wanted, WakeTarget target, SharedOptions shared, Output output)
            throws IOException, NotARecordException, ConfigurationException {
        boolean unseen = target.addresses().isEmpty() && wanted.patience().isEmpty();
        if (unseen && MacAddress.isOne(wanted.target())) {
            output.say(
                    "no address of %s is known, so it is not waited for; --wait 60s looks whether the kernel learns one"
                            .formatted(target.name()));
        }
        return wake(
                Sessions.here(shared, output),
                wanted,
                unseen ? Duration.ZERO : wanted.patience().orElse(USUAL_WAIT),
                shared,
                output);
    }

    /// Sends by a host of the contract.
    private record ServiceWaker(NeighbourService host, WakeOrder order) implements Waker {
        @Override
        public SentPackets send() throws IOException {
            try {
                return host.wake(order).packets();
            } catch (ServiceException e) {
                throw new IOException(e.why(), e);
            }
        }

        @Override
        public Optional<Reason> answers() throws IOException {
            try {
                return host.answers(order.target());
            } catch (ServiceException e) {
                throw new IOException(e.why(), e);
            }
        }
    }

    private static ExitCode wake(
            NeighbourService host,
            Options wanted,
            Duration patience,
            SharedOptions shared,
            Output output)
            throws IOException {
        WakeAttempt.Result result =
                new WakeAttempt(
                                new ServiceWaker(host, wanted.order()),
                                FIRST_PAUSE,
                                STEP,
                                () -> false)
                        .run(patience, packets -> tell(packets, patience, output));
        output.show(
                shared.json()
                        ? WakeJson.render(wanted.target(), result)
                        : WakeText.render(wanted.target(), result));
        return switch (result) {
            case WakeAttempt.Result.AwakeAlready _,
                    WakeAttempt.Result.Woken _,
                    WakeAttempt.Result.Sent _ ->
                    ExitCode.OK;
            case WakeAttempt.Result.NotSent _ -> ExitCode.FAILED;
            case WakeAttempt.Result.Silent _ -> ExitCode.NOT_WOKEN;
        };
    }

    private static void tell(SentPackets packets, Duration patience, Output output) {
        packets.sent().forEach(what -> output.say("sent: " + ReasonText.withRemedy(what)));
        packets.failed().forEach(what -> output.say("not sent: " + ReasonText.withRemedy(what)));
        if (!patience.isZero() && !packets.sent().isEmpty()) {
            output.say("waiting up to " + patience.toSeconds() + " s for an answer");
        }
    }
}
