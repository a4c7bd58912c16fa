package dev.lungfish.cli.command;

import dev.lungfish.cli.render.SimulationJson;
import dev.lungfish.cli.render.SimulationPicture;
import dev.lungfish.cli.render.SimulationTable;
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
import java.util.ArrayList;
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
    private static final String TABLE = "--table";
    private static final String CSV = "csv";
    private static final String MARKDOWN = "markdown";
    private static final List<String> OPTIONS = List.of(TRACE, POLICY, DRAW, TABLE, POWER, TIMES);

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
        spec.addOption(
                OptionSpec.builder(TRACE)
                        .paramLabel("FILE")
                        .type(String[].class)
                        .arity("1")
                        .description(
                                "with 'simulate': recorded load as SWF, CSV or a PlanetLab folder;"
                                        + " several times with --table")
                        .build());
        add(spec, POLICY, "FILE", "with 'simulate': the rules, as in controller.toml");
        add(spec, DRAW, "FILE", "with 'simulate': also write a picture, as SVG");
        add(
                spec,
                TABLE,
                "FILE",
                "with 'simulate': write all traces and policies as one table, by the file's ending"
                        + " .md or .csv; 'markdown' or 'csv' shows it");
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
        boolean table = arguments.hasMatchedOption(TABLE);
        if (simulates && traces().length > 1 && !table) {
            throw wrong("several traces are for a table: say also %s FILE".formatted(TABLE));
        }
        if (table && (arguments.hasMatchedOption(DRAW) || shared.json())) {
            throw wrong("%s goes with neither %s nor --json".formatted(TABLE, DRAW));
        }
        String where = arguments.matchedOptionValue(TABLE, CSV);
        if (!where.matches("csv|markdown|.*\\.(csv|md)")) {
            throw wrong(
                    "%s expects a file that ends with .md or .csv, or 'markdown' or 'csv'; found '%s'"
                            .formatted(TABLE, where));
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
        List<Simulation> simulations = new ArrayList<>();
        for (String trace : traces()) {
            Load load = TraceFiles.read(Path.of(trace), new TraceFiles.Guest(1, 0));
            int hosts =
                    arguments.hasMatchedOption(HOSTS)
                            ? understood(HOSTS, "1", Integer::parseInt)
                            : Math.max(1, load.need(cores, memory).peak());
            simulations.add(
                    Simulation.of(
                            trace,
                            load,
                            new Setting(
                                    hosts,
                                    new Capacity(cores, (long) memory),
                                    power,
                                    pool.carriedOut(),
                                    limits,
                                    idle)));
        }
        return arguments.hasMatchedOption(TABLE) ? table(simulations) : one(simulations.getFirst());
    }

    private String[] traces() {
        return arguments.matchedOptionValue(TRACE, new String[0]);
    }

    private ExitCode table(List<Simulation> simulations) {
        String where = arguments.matchedOptionValue(TABLE, "");
        boolean prints = where.equals(CSV) || where.equals(MARKDOWN);
        String table =
                where.equals(CSV) || where.endsWith(".csv")
                        ? SimulationTable.csv(simulations)
                        : SimulationTable.markdown(simulations);
        if (prints) {
            output.showPage(table);
            return ExitCode.OK;
        }
        return written(where, table).orElse(ExitCode.OK);
    }

    private ExitCode one(Simulation simulation) {
        Optional<ExitCode> failed =
                arguments.hasMatchedOption(DRAW)
                        ? written(
                                arguments.matchedOptionValue(DRAW, ""),
                                SimulationPicture.of(simulation))
                        : Optional.empty();
        if (failed.isPresent()) {
            return failed.get();
        }
        if (shared.json()) {
            output.show(SimulationJson.of(simulation));
        } else {
            output.showPage(SimulationText.of(simulation));
        }
        return ExitCode.OK;
    }

    /// Writes a file; empty where it is there.
    private Optional<ExitCode> written(String file, String content) {
        try {
            Files.writeString(Path.of(file), content);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(
                    output.failed(
                            new CommandReason.AnswerNotWritten(
                                    "%s: %s".formatted(file, e.getMessage())),
                            ExitCode.FAILED));
        }
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
