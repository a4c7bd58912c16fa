package dev.lungfish.cli.command;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.report.CpuOutcomeText;
import dev.lungfish.agent.report.CpuText;
import dev.lungfish.agent.report.PowerDocument;
import dev.lungfish.api.CpuOrder;
import dev.lungfish.api.CpuOutcome;
import dev.lungfish.api.CpuReport;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.CpuSettingRequest;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.linux.process.TerminalSize;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish cpu`: shows how the processors use power, sets it, and puts it back.
final class CpuCommand implements Command {
    private static final String SHOW = "show";
    private static final String LIST = "list";
    private static final String ACTIVE = "active";
    private static final String VERIFY = "verify";
    private static final String SET = "set";
    private static final String PROFILE = "profile";
    private static final String RESTORE = "restore";
    private static final String DRY_RUN = "--dry-run";
    private static final String WATCH = "--watch";
    private static final String EVERY = "--every";
    private static final String SAMPLES = "--samples";
    private static final String XML = "--xml";
    private static final String CPUS = "--cpus";
    private static final Duration USUALLY_EVERY = Duration.ofSeconds(1);

    private static final Map<CpuSetting, String> HELP = new EnumMap<>(CpuSetting.class);

    static {
        HELP.put(CpuSetting.MODE, "set how the driver works: active, passive or guided");
        HELP.put(CpuSetting.PLATFORM_PROFILE, "set the firmware's profile");
        HELP.put(CpuSetting.BOOST, "set boost: on or off");
        HELP.put(CpuSetting.GOVERNOR, "set the governor; 'dynamic' follows the load");
        HELP.put(CpuSetting.MIN_FREQUENCY, "set the lowest: lowest, highest, 60%% or 2.4GHz");
        HELP.put(CpuSetting.MAX_FREQUENCY, "set the highest, with the same values");
        HELP.put(CpuSetting.PREFERENCE, "set the energy-performance preference");
        HELP.put(CpuSetting.BIAS, "set the energy-performance bias: 0 to 15, or performance, ...");
        HELP.put(CpuSetting.IDLE_GOVERNOR, "set the governor of idle states");
        HELP.put(CpuSetting.DISABLE_IDLE, "keep processors out of idle states: C6,C10");
        HELP.put(CpuSetting.ENABLE_IDLE, "let processors into idle states");
        HELP.put(CpuSetting.LATENCY, "limit the exit latency of idle states: none, zero or 100us");
        HELP.put(CpuSetting.HOST_LATENCY, "limit it for the whole host, while the daemon runs");
        HELP.put(
                CpuSetting.POWER_LIMIT,
                "limit the power: 65W for each package, package-0:short_term=90W, ...");
        HELP.put(
                CpuSetting.POWER_WINDOW,
                "set its averaging time: 28s, package-0:short_term=10ms, ...");
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("cpu");
        spec.usageMessage()
                .description("Shows or sets how the processors use power (docs/cpu.md).");
        addShowing(spec);
        CommandSpec show = action(spec, SHOW, "Shows how the processors use power.");
        addShowing(show);
        action(spec, LIST, "Lists all profiles, and what each means to this machine.");
        action(spec, ACTIVE, "Shows what Lungfish has set, and the profiles of running services.");
        action(
                spec,
                VERIFY,
                "Checks whether all that Lungfish has set still holds; exit code 1 if not.");
        CommandSpec set = action(spec, SET, "Sets what the options say: all of it, or nothing.");
        for (CpuSetting setting : CpuSetting.values()) {
            set.addOption(text(option(setting), "VALUE", HELP.getOrDefault(setting, "")));
        }
        set.addOption(text(CPUS, "LIST", "only for these processors: 0-3,8"));
        CommandSpec profile = action(spec, PROFILE, "Sets a profile.");
        profile.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .required(true)
                        .paramLabel("PROFILE")
                        .type(String.class)
                        .description("performance, balanced, power-saver, or a configured one")
                        .build());
        CommandSpec restore =
                action(spec, RESTORE, "Puts back what was there before Lungfish set anything.");
        for (CommandSpec writing : List.of(set, profile, restore)) {
            writing.addOption(
                    OptionSpec.builder(DRY_RUN)
                            .description("write nothing, show what would be written")
                            .build());
        }
        return spec;
    }

    private static CommandSpec action(CommandSpec cpu, String name, String description) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        cpu.addSubcommand(name, spec);
        return spec;
    }

    private static void addShowing(CommandSpec spec) {
        spec.addOption(
                OptionSpec.builder(WATCH)
                        .description("show frequencies, idle states and watts over time")
                        .build());
        spec.addOption(text(EVERY, "DURATION", "the interval of --watch; the default is 1s"));
        spec.addOption(
                OptionSpec.builder(SAMPLES)
                        .paramLabel("N")
                        .type(Integer.class)
                        .description("end --watch after this number of samples")
                        .build());
        spec.addOption(
                OptionSpec.builder(XML)
                        .description("answer in XML (docs/schema/power.rng)")
                        .build());
    }

    private static OptionSpec text(String name, String label, String description) {
        return OptionSpec.builder(name)
                .paramLabel(label)
                .type(String.class)
                .description(description)
                .build();
    }

    private static String option(CpuSetting setting) {
        return "--" + setting.spelling();
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        if (!arguments.hasSubcommand()) {
            return show(arguments, shared, output);
        }
        ParseResult action = arguments.subcommand();
        refuseBefore(arguments, action);
        String name = action.commandSpec().name();
        return switch (name) {
            case SHOW -> show(action, shared, output);
            case LIST -> new CpuProfiles(shared, output).list(ofThisMachine(action, shared));
            case ACTIVE -> new CpuProfiles(shared, output).active();
            case VERIFY -> new CpuProfiles(shared, output).verify(ofThisMachine(action, shared));
            default -> change(action, order(action), shared, output);
        };
    }

    /// Options of `cpu` itself show something.
    private static void refuseBefore(ParseResult cpu, ParseResult action) {
        for (String option : List.of(WATCH, EVERY, SAMPLES, XML)) {
            if (cpu.hasMatchedOption(option)) {
                throw new ParameterException(
                        action.commandSpec().commandLine(),
                        "%s has no effect with '%s'"
                                .formatted(option, action.commandSpec().name()));
            }
        }
    }

    private static ObservedHost ofThisMachine(ParseResult action, SharedOptions shared)
            throws NotARecordException, ConfigurationException {
        if (shared.connect().isPresent()) {
            throw new ParameterException(
                    action.commandSpec().commandLine(),
                    "'%s' looks at this machine alone: leave --connect out"
                            .formatted(action.commandSpec().name()));
        }
        return shared.open();
    }

    private static CpuOrder order(ParseResult action) {
        return switch (action.commandSpec().name()) {
            case SET -> new CpuOrder.Change(request(action));
            case PROFILE -> new CpuOrder.UseProfile(action.matchedPositionalValue(0, ""));
            default -> new CpuOrder.Restore();
        };
    }

    private static ExitCode change(
            ParseResult action, CpuOrder order, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        try {
            if (action.hasMatchedOption(DRY_RUN)) {
                return new CpuProfiles(shared, output).wouldDo(order);
            }
            try (HostSession host = Sessions.open(shared, false, output)) {
                return told(host.setPower(order), shared, output);
            }
        } catch (ServiceException e) {
            if (e.kind() == ServiceException.Kind.INVALID) {
                throw new ParameterException(action.commandSpec().commandLine(), e.why(), e);
            }
            throw e;
        }
    }

    private static ExitCode told(CpuOutcome outcome, SharedOptions shared, Output output) {
        output.show(CpuOutcomeText.answer(outcome, shared.json()));
        CpuOutcomeText.problems(outcome).forEach(output::say);
        return switch (outcome) {
            case CpuOutcome.Done _ -> ExitCode.OK;
            case CpuOutcome.Refused _ -> ExitCode.REFUSED;
            case CpuOutcome.Failed _ -> ExitCode.FAILED;
        };
    }

    private static CpuSettingRequest request(ParseResult arguments) {
        Map<CpuSetting, String> values = new EnumMap<>(CpuSetting.class);
        for (CpuSetting setting : CpuSetting.values()) {
            if (arguments.hasMatchedOption(option(setting))) {
                values.put(setting, arguments.matchedOptionValue(option(setting), ""));
            }
        }
        if (values.isEmpty()) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "'set' needs an option that says what to set");
        }
        try {
            return new CpuSettingRequest(
                    values,
                    Optional.ofNullable(arguments.<String>matchedOptionValue(CPUS, null))
                            .map(CpuSet::parse));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), CPUS + ": " + e.getMessage(), e);
        }
    }

    private static ExitCode show(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        refuseWithoutEffect(arguments, shared);
        if (arguments.hasMatchedOption(WATCH)) {
            if (shared.connect().isPresent()) {
                throw new ParameterException(
                        arguments.commandSpec().commandLine(),
                        WATCH + " looks at this machine alone");
            }
            return new CpuWatch(
                            shared.open().cpu(shared.stateDirectoryToLookAt()),
                            output,
                            shared.json(),
                            TerminalSize::now)
                    .run(every(arguments), arguments.matchedOptionValue(SAMPLES, 0));
        }
        try (HostSession host = Sessions.look(shared, output)) {
            CpuReport report = host.power();
            output.show(
                    shared.json()
                            ? PowerDocument.json(report)
                            : arguments.hasMatchedOption(XML)
                                    ? PowerDocument.xml(report)
                                    : CpuText.render(report));
            return ExitCode.OK;
        }
    }

    private static void refuseWithoutEffect(ParseResult arguments, SharedOptions shared) {
        boolean watches = arguments.hasMatchedOption(WATCH);
        for (String option : List.of(EVERY, SAMPLES)) {
            if (arguments.hasMatchedOption(option) && !watches) {
                throw new ParameterException(
                        arguments.commandSpec().commandLine(), option + " goes with " + WATCH);
            }
        }
        if (arguments.hasMatchedOption(XML) && (watches || shared.json())) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    XML + " excludes " + (watches ? WATCH : "--json"));
        }
    }

    private static Duration every(ParseResult arguments) {
        try {
            Duration every =
                    Optional.ofNullable(arguments.<String>matchedOptionValue(EVERY, null))
                            .map(WrittenDuration::parse)
                            .orElse(USUALLY_EVERY);
            if (every.compareTo(Duration.ofMillis(100)) < 0) {
                throw new IllegalArgumentException("100ms is the least");
            }
            return every;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), EVERY + ": " + e.getMessage(), e);
        }
    }
}
