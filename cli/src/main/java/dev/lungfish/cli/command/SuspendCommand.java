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

/// `lungfish suspend`: puts the host to sleep for a bounded time, and tells what came of it.
final class SuspendCommand implements Command {
    private static final String FOR = "--for";
    private static final String DELAY = "--delay";
    private static final String DRY_RUN = "--dry-run";
    private static final String WAKE = "--wake";
    private static final String RTC = "rtc";
    private static final String IGNORE_BLOCKER = "--ignore-blocker";
    private static final Words<SleepTarget> TARGETS =
            Words.of("target", SleepTarget.values(), SleepTarget::spelling);
    private static final Words<GuestPolicy> GUESTS =
            Words.of("--guests", GuestPolicy.values(), GuestPolicy::spelling);
    private static final Words<EarlyWakePolicy> EARLY_WAKE =
            Words.of("--on-early-wake", EarlyWakePolicy.values(), EarlyWakePolicy::spelling);
    private static final Words<Executor> EXECUTORS =
            Words.of("--executor", Executor.values(), Executor::spelling);

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
                PositionalParamSpec.builder()
                        .paramLabel(TARGETS.joined("|"))
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description(
                                "memory stays powered, memory goes to disk, both, or only the"
                                        + " processors rest")
                        .build());
        spec.addOption(
                OptionSpec.builder(FOR)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .required(true)
                        .description("how long, from the end of the delay: 8h, 90min, 1d, PT8H")
                        .build());
        spec.addOption(
                OptionSpec.builder(DELAY)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .description("how long to count down before (5s, or as configured)")
                        .build());
        spec.addOption(flag(DRY_RUN, "go through every check, write nothing, tell the plan"));
        spec.addOption(
                GUESTS.option(
                        "what happens to active guests: keep the host awake (the default), be"
                                + " paused, be saved to disk, or sleep along"));
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
        spec.addOption(EXECUTORS.option("who carries it out, in place of the best that is there"));
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
        SleepTarget target = TARGETS.understand(spec, arguments.matchedPositionalValue(0, ""));
        Optional<GuestPolicy> guests = GUESTS.matched(spec, arguments);
        Optional<EarlyWakePolicy> onEarlyWake = EARLY_WAKE.matched(spec, arguments);
        Optional<Executor> executor = EXECUTORS.matched(spec, arguments);

        List<String> against = new ArrayList<>();
        Optional<Duration> length = SleepErrand.duration(arguments, FOR, against);
        Optional<Duration> delay = SleepErrand.duration(arguments, DELAY, against);
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
