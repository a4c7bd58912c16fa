package dev.lungfish.cli.command;

import dev.lungfish.controller.ControllerService;
import dev.lungfish.controller.admin.AdminClient;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.WrittenTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish fleet`: shows the fleet of the controller on this machine, and changes what is wanted
/// of its hosts.
final class FleetCommand implements Command {
    static final String FOR = "--for";
    static final String HOSTS = "--hosts";
    static final String ID = "--id";
    static final String END = "--end";
    static final String POOL = "--pool";
    static final String CORES = "--cores";
    static final String MEMORY = "--memory";
    static final String AT = "--at";
    static final String DRY_RUN = "--dry-run";
    private static final String WATCH = "--watch";
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private static final EnumOption<FleetAction> ACTIONS =
            EnumOption.of("ACTION", FleetAction.values(), FleetAction::spelling);

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("fleet");
        spec.usageMessage()
                .description(
                        "Shows the fleet of the controller on this machine, and says what is wanted"
                                + " of its hosts (docs/controller.md). 'simulate' replays recorded"
                                + " load through the same rules (docs/simulate.md).");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(ACTIONS.joined("|"))
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description("what to show or to do")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("HOST")
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "which host; for 'explain' also which pool; for 'plan', which pool;"
                                        + " for 'demand' with --end, which demand")
                        .build());
        spec.addOption(
                option(FOR, "DURATION", "how long hosts are needed (1h), or may sleep at most"));
        spec.addOption(option(HOSTS, "NUMBER", "how many hosts are needed, whichever they are"));
        spec.addOption(
                option(
                        CORES,
                        "NUMBER",
                        "how many processors are needed, on any hosts; with 'simulate': those of a"
                                + " host (8)"));
        spec.addOption(
                option(
                        MEMORY,
                        "BYTES",
                        "how much memory is needed, on any hosts; with 'simulate': that of a host"
                                + " (32GiB)"));
        spec.addOption(
                option(
                        POOL,
                        "NAME",
                        "of which pool hosts are needed; with 'explain' and 'energy', which"));
        spec.addOption(option(AT, "TIME", "from when, in the forms of 'suspend --until' (now)"));
        spec.addOption(option(ID, "NAME", "what the demand is called; the same name replaces it"));
        spec.addOption(
                OptionSpec.builder(END)
                        .description("end the demand, or the maintenance, instead of beginning it")
                        .build());
        spec.addOption(
                OptionSpec.builder(DRY_RUN)
                        .description("show what would come of it; nothing is done")
                        .build());
        spec.addOption(
                OptionSpec.builder(WATCH, "-w")
                        .description("show it again and again, until you end it")
                        .build());
        SimulateRun.addOptions(spec);
        FleetEnergy.addOptions(spec);
        return spec;
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output) {
        CommandSpec spec = arguments.commandSpec();
        FleetAction action = ACTIONS.understand(spec, arguments.matchedPositionalValue(0, ""));
        Optional<String> host =
                Optional.ofNullable(arguments.<String>matchedPositionalValue(1, null));
        requireFitting(spec, action, host, arguments);
        SimulateRun simulation = new SimulateRun(arguments, shared, output);
        simulation.requireFitting(action == FleetAction.SIMULATE);
        FleetEnergy reports = new FleetEnergy(arguments, output);
        reports.requireFitting(action == FleetAction.ENERGY);
        if (action == FleetAction.SIMULATE) {
            try {
                ControllerService policy = new ControllerService(simulation.policy());
                return simulation.run(policy.pool(), policy.hosts(), policy.idle());
            } catch (ReasonException e) {
                return output.failed(e, ExitCode.BAD_INPUT);
            }
        }
        ControllerService service;
        try {
            service = new ControllerService(shared.config());
        } catch (ReasonException e) {
            return output.failed(e, ExitCode.BAD_INPUT);
        }
        try (AdminClient api = new AdminClient(service.access())) {
            Optional<Instant> from =
                    Optional.ofNullable(arguments.<String>matchedOptionValue(AT, null))
                            .map(text -> time(spec, text, service.now()));
            FleetCalls calls = new FleetCalls(api, action, host.orElse(""), from, arguments);
            FleetScreen screen = FleetScreen.of(output);
            boolean again = arguments.hasMatchedOption(WATCH);
            do {
                List<AdminClient.Answer> answers = calls.ask();
                if (action == FleetAction.ENERGY && !reports.write(api, answers.getFirst())) {
                    return ExitCode.FAILED;
                }
                if (shared.json()) {
                    output.show(FleetCalls.json(answers));
                } else {
                    screen.show(calls.text(answers, screen.room()), again);
                }
            } while (again && !output.out().checkError() && pause());
            return ExitCode.OK;
        } catch (IOException | ReasonException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    /// Waits until it is time to look again; false where somebody ends it.
    private static boolean pause() {
        try {
            CompletableFuture<Boolean> never = new CompletableFuture<>();
            return never.get(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return true;
        } catch (InterruptedException | ExecutionException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void requireFitting(
            CommandSpec spec, FleetAction action, Optional<String> host, ParseResult arguments) {
        boolean needed = action.needsHost() && !isWithoutHost(action, arguments);
        requireNumber(spec, arguments, HOSTS, "[1-9]\\d{0,5}");
        if (action != FleetAction.SIMULATE) {
            requireNumber(spec, arguments, CORES, "[1-9]\\d{0,5}");
            requireNumber(spec, arguments, MEMORY, "[1-9]\\d{0,17}");
        }
        boolean allowed = needed || action == FleetAction.EVENTS;
        if ((needed && host.isEmpty()) || (!allowed && host.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(),
                    needed
                            ? "'%s' needs a HOST".formatted(action.spelling())
                            : "'%s' takes no HOST here".formatted(action.spelling()));
        }
        if (arguments.hasMatchedOption(WATCH) && !action.shows()) {
            throw new ParameterException(
                    spec.commandLine(), "%s goes with what only shows".formatted(WATCH));
        }
        if (arguments.hasMatchedOption(DRY_RUN)
                && (action.shows() || action == FleetAction.SIMULATE)) {
            throw new ParameterException(
                    spec.commandLine(), "'%s' takes no %s".formatted(action.spelling(), DRY_RUN));
        }
    }

    private static boolean isWithoutHost(FleetAction action, ParseResult arguments) {
        return (action == FleetAction.DEMAND
                        && Stream.of(HOSTS, CORES, MEMORY).anyMatch(arguments::hasMatchedOption))
                || (action == FleetAction.EXPLAIN && arguments.hasMatchedOption(POOL));
    }

    private static Instant time(CommandSpec spec, String text, Instant now) {
        try {
            return WrittenTime.parse(text, now.atZone(ZoneId.systemDefault()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s: %s".formatted(AT, e.getMessage()), e);
        }
    }

    private static void requireNumber(
            CommandSpec spec, ParseResult arguments, String option, String form) {
        String number = arguments.matchedOptionValue(option, "1");
        if (!number.matches(form)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s: a number expected, found '%s'".formatted(option, number));
        }
    }
}
