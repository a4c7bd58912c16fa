package dev.lungfish.cli.command;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.time.WrittenDuration;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// What the commands that put a host to sleep are all told.
record SleepOptions(CommandSpec spec, ParseResult arguments) {
    private static final String FOR = "--for";
    private static final String DELAY = "--delay";
    private static final EnumOption<SleepTarget> TARGETS =
            EnumOption.of("target", SleepTarget.values(), SleepTarget::spelling);
    private static final EnumOption<GuestPolicy> GUESTS =
            EnumOption.of("--guests", GuestPolicy.values(), GuestPolicy::spelling);
    private static final EnumOption<Executor> EXECUTORS =
            EnumOption.of("--executor", Executor.values(), Executor::spelling);

    static PositionalParamSpec target(String description) {
        return PositionalParamSpec.builder()
                .paramLabel(TARGETS.joined("|"))
                .type(String.class)
                .arity("1")
                .required(true)
                .description(description)
                .build();
    }

    static OptionSpec length(boolean required, String description) {
        return duration(FOR, description).required(required).build();
    }

    static OptionSpec delay() {
        return duration(DELAY, "how long to count down first (5s, or as configured)").build();
    }

    static OptionSpec guests() {
        return GUESTS.option(
                "what happens to active guests: they block the sleep (the default), are paused, are"
                        + " saved to disk, or sleep with the host");
    }

    static OptionSpec executor() {
        return EXECUTORS.option("who carries it out; the default is the best available");
    }

    private static OptionSpec.Builder duration(String name, String description) {
        return OptionSpec.builder(name)
                .paramLabel("DURATION")
                .type(String.class)
                .description(description);
    }

    SleepTarget askedTarget() {
        return TARGETS.understand(spec, arguments.matchedPositionalValue(0, ""));
    }

    boolean saysLength() {
        return arguments.hasMatchedOption(FOR);
    }

    /// Empty where it was not given, or not understood.
    ///
    /// @param against takes what is wrong with it
    Optional<Duration> askedLength(List<String> against) {
        return duration(FOR, against);
    }

    /// Empty where it was not given, or not understood.
    ///
    /// @param against takes what is wrong with it
    Optional<Duration> askedDelay(List<String> against) {
        return duration(DELAY, against);
    }

    Optional<GuestPolicy> askedGuests() {
        return GUESTS.matched(spec, arguments);
    }

    Optional<Executor> askedExecutor() {
        return EXECUTORS.matched(spec, arguments);
    }

    private Optional<Duration> duration(String option, List<String> against) {
        if (!arguments.hasMatchedOption(option)) {
            return Optional.empty();
        }
        try {
            return Optional.of(WrittenDuration.parse(arguments.matchedOptionValue(option, "")));
        } catch (IllegalArgumentException e) {
            against.add(option + ": " + e.getMessage());
            return Optional.empty();
        }
    }
}
