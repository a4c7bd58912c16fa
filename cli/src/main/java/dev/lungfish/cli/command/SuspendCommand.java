package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.time.WrittenTime;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish suspend`: puts the host to sleep for a bounded time, and tells what came of it.
final class SuspendCommand implements Command {
    private static final String DRY_RUN = "--dry-run";
    private static final String WAKE = "--wake";
    private static final String UNTIL = "--until";
    static final String UNBOUNDED = "--unbounded";
    private static final EnumOption<WayBack> WAYS =
            EnumOption.of("way back", WayBack.values(), WayBack::spelling);
    static final String IGNORE_BLOCKER = "--ignore-blocker";
    private static final EnumOption<EarlyWakePolicy> EARLY_WAKE =
            EnumOption.of("--on-early-wake", EarlyWakePolicy.values(), EarlyWakePolicy::spelling);

    private final Interruption interruption;

    SuspendCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("suspend");
        spec.usageMessage()
                .description(
                        "Puts the host to sleep and reports the outcome. A sleep always has a"
                            + " verified way back: a wake alarm that was tested, set and read back"
                            + " or, with --unbounded, a proved NIC. Ctrl-C and 'lungfish cancel'"
                            + " stop it (docs/suspend.md).");
        spec.addPositional(
                SleepOptions.target(
                        "memory stays powered, memory goes to disk, both, or only the processors"
                                + " rest"));
        spec.addOption(
                SleepOptions.length(
                        false, "how long, from the end of the delay: 8h, 90min, 1d, PT8H"));
        spec.addOption(
                OptionSpec.builder(UNTIL)
                        .paramLabel("TIME")
                        .type(String.class)
                        .description(
                                "until 06:30, \"tomorrow 06:30\", \"Mon 06:30\", 2026-01-01T06:30")
                        .build());
        spec.addOption(
                flag(UNBOUNDED, "instead of --for: until a magic packet comes; with --wake wol"));
        spec.addOption(SleepOptions.delay());
        spec.addOption(flag(DRY_RUN, "make every check, write nothing, show the plan"));
        spec.addOption(SleepOptions.guests());
        spec.addOption(
                OptionSpec.builder(WAKE)
                        .paramLabel("WAYS")
                        .type(String.class)
                        .description(
                                "the ways back to rely on, each verified before the sleep: rtc (the"
                                        + " alarm, the default), wol (magic packets), or rtc,wol")
                        .build());
        spec.addOption(
                EARLY_WAKE.option(
                        "what happens after an early wake: stay awake (the default) or sleep again"
                                + " until the promised time"));
        spec.addOption(
                OptionSpec.builder(IGNORE_BLOCKER)
                        .paramLabel("NAME")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("sleep although NAME blocks it; can be repeated")
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
            throws NotARecordException, ConfigurationException, ServiceException {
        CommandSpec spec = arguments.commandSpec();
        SleepOptions options = new SleepOptions(spec, arguments);
        SleepTarget target = options.askedTarget();
        Optional<GuestPolicy> guests = options.askedGuests();
        Optional<EarlyWakePolicy> onEarlyWake = EARLY_WAKE.matched(spec, arguments);
        Optional<Executor> executor = options.askedExecutor();

        List<String> against = new ArrayList<>();
        Optional<Duration> length = options.askedLength(against);
        Optional<Duration> delay = options.askedDelay(against);
        Optional<Instant> until = until(arguments, against);
        refuseAllButOneBound(arguments, options);
        SleepOrder order =
                new SleepOrder(
                        target,
                        length,
                        ways(spec, arguments),
                        new SleepOrder.Proceeding(
                                delay,
                                guests,
                                onEarlyWake,
                                Set.copyOf(ignored(arguments)),
                                executor),
                        SleepRequest.Purpose.of(arguments.hasMatchedOption(DRY_RUN), false));
        SleepRun run = new SleepRun(interruption, shared, output);
        return until.isEmpty() ? run.run(order, against) : run.until(until.get(), order, against);
    }

    private static void refuseAllButOneBound(ParseResult arguments, SleepOptions options) {
        List<String> given = new ArrayList<>();
        if (options.saysLength()) {
            given.add("--for");
        }
        Stream.of(UNTIL, UNBOUNDED).filter(arguments::hasMatchedOption).forEach(given::add);
        if (given.size() != 1) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    given.isEmpty()
                            ? "Missing required option: '--for=DURATION' or '--until=TIME', or"
                                    + " --unbounded with --wake wol"
                            : String.join(" and ", given) + " exclude each other");
        }
    }

    private static Optional<Instant> until(ParseResult arguments, List<String> against) {
        if (!arguments.hasMatchedOption(UNTIL)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    WrittenTime.parse(
                            arguments.matchedOptionValue(UNTIL, ""),
                            ThisProcess.wallClock().atZone(ZoneId.systemDefault())));
        } catch (IllegalArgumentException e) {
            against.add(UNTIL + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static List<String> ignored(ParseResult arguments) {
        return arguments.matchedOptionValue(IGNORE_BLOCKER, List.of());
    }

    private static Set<WayBack> ways(CommandSpec spec, ParseResult arguments) {
        String words = arguments.matchedOptionValue(WAKE, WayBack.RTC.spelling());
        return Arrays.stream(words.split(",", -1))
                .map(word -> WAYS.understand(spec, word.strip()))
                .collect(Collectors.toSet());
    }
}
