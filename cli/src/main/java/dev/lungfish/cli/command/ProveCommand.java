package dev.lungfish.cli.command;

import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.host.config.ConfigurationException;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish prove`: puts the host to a short sleep, to see whether its alarm brings it back.
final class ProveCommand implements Command {
    private static final Duration USUAL = Duration.ofSeconds(60);

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
        spec.addPositional(SleepOptions.target("the sleep whose way back is to be proved"));
        spec.addOption(SleepOptions.length(false, "how long to sleep (60s)"));
        spec.addOption(SleepOptions.delay());
        spec.addOption(SleepOptions.guests());
        spec.addOption(SleepOptions.executor());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        SleepOptions options = new SleepOptions(arguments.commandSpec(), arguments);
        List<String> against = new ArrayList<>();
        Optional<Duration> length =
                options.saysLength() ? options.askedLength(against) : Optional.of(USUAL);
        return new SleepErrand(interruption, shared, output)
                .run(
                        new SleepErrand.Wish(
                                options.askedTarget(),
                                length,
                                options.askedDelay(against),
                                options.askedGuests(),
                                Optional.of(EarlyWakePolicy.STAY),
                                List.of(),
                                options.askedExecutor(),
                                false,
                                true),
                        against);
    }
}
