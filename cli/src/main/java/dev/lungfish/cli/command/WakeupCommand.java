package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.wakeups.WakeupDocument;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.api.WakeupRequest;
import dev.lungfish.cli.render.WakeupText;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.time.WrittenDuration;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish wakeup`: asks for times at which the host is to be awake, lists and takes them back.
final class WakeupCommand implements Command {
    private static final String AT = "--at";
    private static final String CALENDAR = "--on-calendar";
    private static final String FOR = "--for";
    private static final String STAY = "--stay";

    private static final EnumOption<Action> ACTIONS =
            EnumOption.of("ACTION", Action.values(), Action::spelling);

    private enum Action {
        ADD,
        LIST,
        REMOVE;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is asked.
    ///
    /// @param at when; empty where none is to be added
    /// @param repeats whether that is a calendar event
    /// @param id of the one to be removed; empty where none is
    private record Options(
            Action action,
            String at,
            boolean repeats,
            Optional<Duration> stay,
            String reason,
            String id) {}

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("wakeup");
        spec.usageMessage()
                .description(
                        "Requests a time at which the host is awake: each sleep is planned around"
                            + " it, and the host stays awake for a while (docs/wakeup.md). Lists"
                            + " everything that will wake the host.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(ACTIONS.joined("|"))
                        .type(String.class)
                        .arity("1")
                        .required(true)
                        .description("request one, list all, or remove one")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("ID")
                        .type(String.class)
                        .arity("0..1")
                        .description("which one to remove, as named by 'list'")
                        .build());
        spec.addOption(
                option(AT, "TIME", "06:30 (the next one), +8h (from now), 2026-01-01T06:30[Z]"));
        spec.addOption(
                option(
                        CALENDAR,
                        "EVENT",
                        "again and again, as systemd's timers: \"Mon..Fri 06:30\", daily"));
        spec.addOption(option(FOR, "WHAT", "the reason, in some words"));
        spec.addOption(option(STAY, "DURATION", "how long the host stays awake for it (10min)"));
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
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        Options wanted = wanted(arguments);
        try (HostSession host = Sessions.open(shared, wanted.action() == Action.LIST, output)) {
            switch (wanted.action()) {
                case ADD ->
                        show(
                                "asked for",
                                host.addWakeup(
                                        new WakeupRequest(
                                                wanted.at(),
                                                wanted.stay(),
                                                wanted.reason(),
                                                wanted.repeats())),
                                shared,
                                output);
                case LIST -> show(host.wakeups(), shared, output);
                case REMOVE -> show("taken back", host.removeWakeup(wanted.id()), shared, output);
            }
            return ExitCode.OK;
        }
    }

    private static Options wanted(ParseResult arguments) {
        CommandSpec spec = arguments.commandSpec();
        Action action = ACTIONS.understand(spec, arguments.matchedPositionalValue(0, ""));
        String id = arguments.matchedPositionalValue(1, "");
        boolean repeats = arguments.hasMatchedOption(CALENDAR);
        if (repeats && arguments.hasMatchedOption(AT)) {
            throw new ParameterException(
                    spec.commandLine(), "%s and %s exclude each other".formatted(AT, CALENDAR));
        }
        String at = arguments.matchedOptionValue(repeats ? CALENDAR : AT, "");
        String reason = arguments.matchedOptionValue(FOR, "");
        Optional<Duration> stay = stay(arguments);
        String problem =
                switch (action) {
                    case ADD ->
                            at.isBlank() || reason.isBlank()
                                    ? "a wakeup needs --at TIME or --on-calendar EVENT, and --for"
                                            + " WHAT"
                                    : id.isEmpty() ? "" : "'" + id + "' is too much";
                    case LIST ->
                            (id + at + reason).isEmpty() && stay.isEmpty()
                                    ? ""
                                    : "a list takes nothing else";
                    case REMOVE ->
                            id.isEmpty()
                                    ? "which wakeup to remove is not told; 'lungfish wakeup list'"
                                            + " names them"
                                    : (at + reason).isEmpty() && stay.isEmpty()
                                            ? ""
                                            : "a removal takes only the ID";
                };
        if (!problem.isEmpty()) {
            throw new ParameterException(spec.commandLine(), problem);
        }
        return new Options(action, at, repeats, stay, reason, id);
    }

    private static Optional<Duration> stay(ParseResult arguments) {
        if (!arguments.hasMatchedOption(STAY)) {
            return Optional.empty();
        }
        try {
            return Optional.of(WrittenDuration.parse(arguments.matchedOptionValue(STAY, "")));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(), STAY + ": " + e.getMessage(), e);
        }
    }

    private static void show(String done, Wakeup wakeup, SharedOptions shared, Output output) {
        output.show(shared.json() ? WakeupDocument.write(wakeup) : WakeupText.render(done, wakeup));
    }

    private static void show(WakeupReport report, SharedOptions shared, Output output) {
        output.show(shared.json() ? WakeupDocument.write(report) : WakeupText.render(report));
    }
}
