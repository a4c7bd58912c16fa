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
import picocli.CommandLine.ParseResult;

/// `lungfish suspend`: puts the host to sleep for a bounded time, and tells what came of it.
final class SuspendCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    private static final String WAKE = "--wake";
    private static final String RTC = "rtc";
    private static final String IGNORE_BLOCKER = "--ignore-blocker";
    private static final Words<EarlyWakePolicy> EARLY_WAKE =
            Words.of("--on-early-wake", EarlyWakePolicy.values(), EarlyWakePolicy::spelling);

    private final Interruption interruption;

    SuspendCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("suspend");
        spec.usageMessage()
                .description(
                        "Puts the host to sleep for a bounded time and tells what came of it."
                                + " Nothing is put to sleep without a wake alarm that was tested,"
                                + " set and read back. Ctrl-C and 'lungfish cancel' stop it"
                                + " (docs/suspend.md).");
        spec.addPositional(
                SleepOptions.target(
                        "memory stays powered, memory goes to disk, both, or only the processors"
                                + " rest"));
        spec.addOption(
                SleepOptions.length(
                        true, "how long, from the end of the delay: 8h, 90min, 1d, PT8H"));
        spec.addOption(SleepOptions.delay());
        spec.addOption(flag(DRY_RUN, "go through every check, write nothing, tell the plan"));
        spec.addOption(SleepOptions.guests());
        spec.addOption(
                OptionSpec.builder(WAKE)
                        .paramLabel(RTC)
                        .type(String.class)
                        .description("what wakes the host; an RTC's alarm alone can be proved yet")
                        .build());
        spec.addOption(
                EARLY_WAKE.option(
                        "what happens when something wakes the host too early: stay awake (the"
                                + " default) or sleep on until the promised time"));
        spec.addOption(
                OptionSpec.builder(IGNORE_BLOCKER)
                        .paramLabel("NAME")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("sleep though NAME keeps the host awake; can be repeated")
                        .build());
        spec.addOption(SleepOptions.executor());
        return spec;
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException {
        CommandSpec spec = arguments.commandSpec();
        SleepOptions options = new SleepOptions(spec, arguments);
        SleepTarget target = options.askedTarget();
        Optional<GuestPolicy> guests = options.askedGuests();
        Optional<EarlyWakePolicy> onEarlyWake = EARLY_WAKE.matched(spec, arguments);
        Optional<Executor> executor = options.askedExecutor();

        List<String> against = new ArrayList<>();
        Optional<Duration> length = options.askedLength(against);
        Optional<Duration> delay = options.askedDelay(against);
        refuseOtherWakes(arguments, against);
        return new SleepErrand(interruption, shared, output)
                .run(
                        new SleepErrand.Wish(
                                target,
                                length,
                                delay,
                                guests,
                                onEarlyWake,
                                arguments.matchedOptionValue(IGNORE_BLOCKER, List.of()),
                                executor,
                                arguments.hasMatchedOption(DRY_RUN),
                                false),
                        against);
    }

    private static void refuseOtherWakes(ParseResult arguments, List<String> against) {
        String wake = arguments.matchedOptionValue(WAKE, RTC);
        if (!wake.equals(RTC)) {
            against.add(
                    "--wake "
                            + wake
                            + ": only an RTC can be proved to wake the host yet, and no host is put"
                            + " to sleep without a proved way back; say --wake rtc, or nothing");
        }
    }
}
