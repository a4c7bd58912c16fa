package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.neighbour.HostInventory;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reasoned;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish prove`: puts the host to a short sleep, to see whether its alarm, or a magic packet,
/// brings it back.
final class ProveCommand implements Command {
    private static final Duration USUAL = Duration.ofSeconds(60);

    /// Packets come from 20 s on, and the alarm is there in case that none wakes the host.
    private static final Duration USUAL_OF_PACKETS = Duration.ofMinutes(3);

    private static final String WAKE = "--wake";
    private static final String DRY_RUN = "--dry-run";
    private static final String VIA = "--via";
    private static final EnumOption<WayBack> WAYS =
            EnumOption.of(WAKE, WayBack.values(), WayBack::spelling);

    private final Interruption interruption;

    ProveCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("prove");
        spec.usageMessage()
                .description(
                        "Puts the host to sleep for a short time and stores the result: whether it"
                            + " went down, whether its alarm (or a magic packet) woke it, and how"
                            + " long both took. A failed way back is not accepted until it is"
                            + " proved again (docs/proof.md).");
        spec.addPositional(SleepOptions.target("the sleep whose way back is proved"));
        spec.addOption(SleepOptions.length(false, "how long to sleep (60s; 3min for wol)"));
        spec.addOption(SleepOptions.delay());
        spec.addOption(SleepOptions.guests());
        spec.addOption(SleepOptions.executor());
        spec.addOption(
                WAYS.option("what wakes the host: its alarm (the default), or a magic packet"));
        spec.addOption(
                OptionSpec.builder(DRY_RUN)
                        .description("make every check, write nothing, show the plan")
                        .build());
        spec.addOption(
                OptionSpec.builder(VIA)
                        .paramLabel("HOST")
                        .type(String.class)
                        .description(
                                "who sends the magic packets, since a sleeping host can't: the name"
                                        + " of a neighbour, or the URI of its daemon")
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
        CommandSpec spec = arguments.commandSpec();
        SleepOptions options = new SleepOptions(spec, arguments);
        List<String> against = new ArrayList<>();
        WayBack way = WAYS.matched(spec, arguments).orElse(WayBack.RTC);
        Optional<String> via = Optional.ofNullable(arguments.matchedOptionValue(VIA, null));
        if (via.isPresent() != (way == WayBack.WAKE_ON_LAN)) {
            throw new ParameterException(
                    spec.commandLine(),
                    via.isPresent()
                            ? "--via is for --wake wol"
                            : "--wake wol needs --via HOST: a host that sleeps can't send itself a"
                                    + " magic packet");
        }
        if (via.isPresent() && shared.connect().isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--connect: run 'lungfish prove --wake wol' on the host itself");
        }
        Optional<Duration> length =
                options.saysLength()
                        ? options.askedLength(against)
                        : Optional.of(way == WayBack.RTC ? USUAL : USUAL_OF_PACKETS);
        SleepOrder order =
                new SleepOrder(
                        options.askedTarget(),
                        length,
                        way == WayBack.RTC
                                ? Set.of(WayBack.RTC)
                                : Set.of(WayBack.RTC, WayBack.WAKE_ON_LAN),
                        new SleepOrder.Proceeding(
                                options.askedDelay(against),
                                options.askedGuests(),
                                Optional.of(EarlyWakePolicy.STAY),
                                Set.of(),
                                options.askedExecutor()),
                        SleepRequest.Purpose.of(arguments.hasMatchedOption(DRY_RUN), true));
        SleepRun errand = new SleepRun(interruption, shared, output);
        return via.isEmpty() || !against.isEmpty()
                ? errand.run(order, against)
                : byPackets(order, via.get(), errand, shared, output);
    }

    private ExitCode byPackets(
            SleepOrder order, String via, SleepRun errand, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        ObservedHost host = shared.open();
        Duration delay = order.proceeding().delay().orElse(host.configuration().delay());
        WakePacketRun packets;
        try {
            packets =
                    WakePacketRun.prepare(
                            via, host, new HostInventory(shared.stateDirectoryToLookAt()));
        } catch (IllegalArgumentException | ServiceException | StateException e) {
            return output.failed(
                    new CommandReason.NoPacketsOrdered(Reasoned.of(e)), ExitCode.FAILED);
        }
        if (order.purpose().equals(SleepRequest.Purpose.of(true, true))) {
            output.say(via + " answers, and would send magic packets while the host sleeps");
            return errand.run(order, List.of());
        }
        Cancellation cancellation = interruption.cancels();
        SuspendListener listener =
                new SuspendListener(
                        output,
                        () -> {
                            try {
                                packets.order(delay, order.length().orElse(USUAL_OF_PACKETS));
                                output.say("  " + via + " sends magic packets while it sleeps");
                            } catch (ServiceException e) {
                                output.say("no magic packet will be sent: " + e.getMessage());
                                cancellation.ask("lungfish prove, as no magic packet will be sent");
                            }
                        });
        return errand.run(order, List.of(), listener, cancellation);
    }
}
