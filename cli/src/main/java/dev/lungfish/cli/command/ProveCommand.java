package dev.lungfish.cli.command;

import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.core.procedure.Executor;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.SleepTarget;
import dev.lungfish.host.config.ConfigurationException;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish prove`: puts the host to a short sleep, to see whether its alarm brings it back.
final class ProveCommand implements Command {
    private static final String FOR = "--for";
    private static final String DELAY = "--delay";
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final Words<SleepTarget> TARGETS =
            Words.of("target", SleepTarget.values(), SleepTarget::spelling);
    private static final Words<GuestPolicy> GUESTS =
            Words.of("--guests", GuestPolicy.values(), GuestPolicy::spelling);
    private static final Words<Executor> EXECUTORS =
            Words.of("--executor", Executor.values(), Executor::spelling);

    private final Interruption interruption;

    ProveCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("prove");
        spec.usageMessage()
                .description(
                        "Puts the host to a short sleep and keeps what it showed: whether it went"
                            + " down, whether its alarm brought it back in time, and how long both"
                            + " took. A way back that failed is not relied on until it is proved"
                            + " anew (docs/proof.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel(TARGETS.joined("|"))
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description("the sleep whose way back is to be proved")
                        .build());
        spec.addOption(
                OptionSpec.builder(FOR)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .description("how long to sleep (60s)")
                        .build());
        spec.addOption(
                OptionSpec.builder(DELAY)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .description("how long to count down before (5s, or as configured)")
                        .build());
        spec.addOption(
                GUESTS.option(
                        "what happens to active guests: keep the host awake (the default), be"
                                + " paused, be saved to disk, or sleep along"));
        spec.addOption(EXECUTORS.option("who carries it out, in place of the best that is there"));
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        CommandSpec spec = arguments.commandSpec();
        List<String> against = new ArrayList<>();
        Optional<Duration> length =
                arguments.hasMatchedOption(FOR)
                        ? SleepErrand.duration(arguments, FOR, against)
                        : Optional.of(USUAL);
        return new SleepErrand(interruption, shared, output)
                .run(
                        new SleepErrand.Wish(
                                TARGETS.understand(spec, arguments.matchedPositionalValue(0, "")),
                                length,
                                SleepErrand.duration(arguments, DELAY, against),
                                GUESTS.matched(spec, arguments),
                                Optional.of(EarlyWakePolicy.STAY),
                                List.of(),
                                EXECUTORS.matched(spec, arguments),
                                false,
                                true),
                        against);
    }
}
