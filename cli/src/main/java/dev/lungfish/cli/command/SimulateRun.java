package dev.lungfish.cli.command;

import dev.lungfish.cli.render.SimulationJson;
import dev.lungfish.cli.render.SimulationPicture;
import dev.lungfish.cli.render.SimulationText;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.lease.CheckIn.Capacity;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.fleet.state.HostRules;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.replay.Simulation;
import dev.lungfish.replay.engine.Setting;
import dev.lungfish.replay.trace.Load;
import dev.lungfish.replay.trace.TraceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish fleet simulate`: what the rules of a pool would have done with recorded load.
final class SimulateRun {
    private static final String TRACE = "--trace";
    private static final String POLICY = "--policy";
    private static final String DRAW = "--draw";
    private static final String CORES = "--cores";
    private static final String MEMORY = "--memory";
    private static final String POWER = "--power";
    private static final String TIMES = "--times";
    private static final String HOSTS = "--hosts";
    private static final List<String> OPTIONS = List.of(TRACE, POLICY, DRAW, POWER, TIMES);

    private final CommandSpec spec;
    private final ParseResult arguments;
    private final SharedOptions shared;
    private final Output output;

    SimulateRun(ParseResult arguments, SharedOptions shared, Output output) {
        this.spec = arguments.commandSpec();
        this.arguments = arguments;
        this.shared = shared;
        this.output = output;
    }

    static void addOptions(CommandSpec spec) {
        add(
                spec,
                TRACE,
                "FILE",
                "with 'simulate': recorded load as SWF, CSV or a PlanetLab folder");
        add(spec, POLICY, "FILE", "with 'simulate': the rules, as in controller.toml");
        add(spec, DRAW, "FILE", "with 'simulate': also write a picture, as SVG");
        add(
                spec,
                POWER,
                "WATTS,WATTS,WATTS",
                "with 'simulate': what a host draws idle, asleep, and between both (100,5,120)");
        add(
                spec,
                TIMES,
                "DURATION,DURATION",
                "with 'simulate': how long it takes to fall asleep and to be back (5s,15s)");
    }

    private static void add(CommandSpec spec, String name, String label, String description) {
        spec.addOption(
                OptionSpec.builder(name)
                        .paramLabel(label)
                        .type(String.class)
                        .description(description)
                        .build());
    }

    /// Whether the options fit to the action.
    void requireFitting(boolean simulates) {
        if (simulates && !arguments.hasMatchedOption(TRACE)) {
            throw wrong("'simulate' needs %s FILE".formatted(TRACE));
        }
        for (String option : OPTIONS) {
            if (!simulates && arguments.hasMatchedOption(option)) {
                throw wrong("%s is for 'simulate' alone".formatted(option));
            }
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /// Where the rules stand; empty where those of this machine's controller are meant.
    Optional<Path> policy() {
        return arguments.hasMatchedOption(POLICY)
                ? Optional.of(Path.of(arguments.matchedOptionValue(POLICY, "")))
                : shared.config();
    }

    ExitCode run(PoolRules pool, HostRules limits, IdleRule idle) {
        int cores = understood(CORES, "8", Integer::parseInt);
        double memory = understood(MEMORY, "32GiB", TraceFiles::bytes);
        if (cores < 1 || memory < 1) {
            throw wrong("a host with a core and some memory expected");
        }
        PowerModel power = power();
        Path trace = Path.of(arguments.matchedOptionValue(TRACE, ""));
        Load load = TraceFiles.read(trace, new TraceFiles.Guest(1, 0));
        int hosts =
                arguments.hasMatchedOption(HOSTS)
                        ? understood(HOSTS, "1", Integer::parseInt)
                        : Math.max(1, load.need(cores, memory).peak());
        Simulation simulation =
                Simulation.of(
                        trace.toString(),
                        load,
                        new Setting(
                                hosts,
                                new Capacity(cores, (long) memory),
                                power,
                                pool.carriedOut(),
                                limits,
                                idle));
        if (arguments.hasMatchedOption(DRAW)) {
            Path picture = Path.of(arguments.matchedOptionValue(DRAW, ""));
            try {
                Files.writeString(picture, SimulationPicture.of(simulation));
            } catch (IOException e) {
                return output.failed(
                        new CommandReason.AnswerNotWritten(
                                "%s: %s".formatted(picture, e.getMessage())),
                        ExitCode.FAILED);
            }
        }
        if (shared.json()) {
            output.show(SimulationJson.of(simulation));
        } else {
            output.showPage(SimulationText.of(simulation));
        }
        return ExitCode.OK;
    }

    private PowerModel power() {
        String[] watts = arguments.matchedOptionValue(POWER, "100,5,120").split(",", -1);
        String[] times = arguments.matchedOptionValue(TIMES, "5s,15s").split(",", -1);
        try {
            return new PowerModel(
                    Double.parseDouble(watts[0]),
                    Double.parseDouble(watts[1]),
                    Double.parseDouble(watts[2]),
                    WrittenDuration.parse(times[0]),
                    WrittenDuration.parse(times[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            throw wrong(
                    "%s expects three numbers of watts, asleep the least, as 100,5,120; %s two lengths, as 5s,15s"
                            .formatted(POWER, TIMES));
        }
    }

    private <T> T understood(String option, String usual, Function<String, T> parser) {
        String found = arguments.matchedOptionValue(option, usual);
        try {
            return parser.apply(found);
        } catch (IllegalArgumentException _) {
            throw wrong("%s is not understood: '%s'".formatted(option, found));
        }
    }
}
