package dev.lungfish.cli.command;

import dev.lungfish.controller.ControllerService;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.WrittenDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish controller`: serves a fleet until a signal ends it, makes tokens, and saves and
/// restores its database.
final class ControllerCommand implements Command {
    private static final String FOR = "--for";
    private static final String VALID = "--valid";

    private static final EnumOption<Action> ACTIONS =
            EnumOption.of("ACTION", Action.values(), Action::spelling);

    private enum Action {
        TOKEN,
        ACCESS,
        BACKUP,
        RESTORE;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Interruption interruption;

    ControllerCommand(Interruption interruption) {
        this.interruption = interruption;
    }

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("controller");
        spec.usageMessage()
                .description(
                        "Serves the hosts of a fleet until a signal ends it (docs/controller.md)."
                                .concat(
                                        " Its configuration is /etc/lungfish/controller.toml, or"
                                                + " what --config names."));
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel(ACTIONS.joined("|"))
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "make a token by which a host may join; say who may use the API;"
                                        + " write the database to FILE, or put FILE in its place")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("FILE")
                        .type(String.class)
                        .arity("0..1")
                        .description("of the backup; for 'access': add, list or revoke")
                        .build());
        ControllerAccess.addTo(spec);
        spec.addOption(
                OptionSpec.builder(FOR)
                        .paramLabel("NAME")
                        .type(String.class)
                        .description("the only host that may use the token")
                        .build());
        spec.addOption(
                OptionSpec.builder(VALID)
                        .paramLabel("DURATION")
                        .type(String.class)
                        .description("how long the token is valid (1h); for 'access add' for ever")
                        .build());
        return spec;
    }

    @Override
    public boolean usesState() {
        return false;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output) {
        CommandSpec spec = arguments.commandSpec();
        String word = arguments.matchedPositionalValue(0, "");
        Optional<Action> action =
                word.isEmpty() ? Optional.empty() : Optional.of(ACTIONS.understand(spec, word));
        Optional<String> file =
                Optional.ofNullable(arguments.<String>matchedPositionalValue(1, null));
        if (action.filter(Action.ACCESS::equals).isPresent()) {
            return ControllerAccess.run(arguments, shared, output);
        }
        boolean needsFile = action.filter(what -> what != Action.TOKEN).isPresent();
        if (needsFile != file.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    needsFile ? "'%s' needs a FILE".formatted(word) : "no FILE is expected here");
        }
        if (action.filter(Action.TOKEN::equals).isEmpty()
                && (arguments.hasMatchedOption(FOR) || arguments.hasMatchedOption(VALID))) {
            throw new ParameterException(
                    spec.commandLine(), "%s and %s go with 'token'".formatted(FOR, VALID));
        }
        ControllerService service;
        try {
            service = new ControllerService(shared.config());
        } catch (ReasonException e) {
            return output.failed(e, ExitCode.BAD_INPUT);
        }
        try {
            if (action.isEmpty()) {
                serve(service, output);
            } else {
                carryOut(service, action.get(), file.map(Path::of), arguments, output);
            }
            return ExitCode.OK;
        } catch (IOException | RuntimeException e) {
            if (e instanceof ParameterException misunderstood) {
                throw misunderstood;
            }
            return output.failed(e, ExitCode.FAILED);
        }
    }

    private void serve(ControllerService service, Output output) throws IOException {
        CompletableFuture<String> end = new CompletableFuture<>();
        interruption.calls(end::complete);
        service.run(output::log, end);
    }

    private static void carryOut(
            ControllerService service,
            Action action,
            Optional<Path> file,
            ParseResult arguments,
            Output output)
            throws IOException {
        switch (action) {
            case TOKEN ->
                    output.showLines(
                            List.of(
                                    service.token(
                                                    Optional.ofNullable(
                                                            arguments.<String>matchedOptionValue(
                                                                    FOR, null)),
                                                    valid(arguments))
                                            .text()));
            case ACCESS -> throw new IllegalStateException("it was carried out before");
            case BACKUP -> service.backup(file.orElseThrow());
            case RESTORE ->
                    output.showLines(
                            List.of(
                                    "Restored; the epoch is %s from now on. Start the controller"
                                            .formatted(service.restore(file.orElseThrow()))));
        }
    }

    private static Duration valid(ParseResult arguments) {
        String written = arguments.matchedOptionValue(VALID, "1h");
        try {
            return WrittenDuration.parse(written);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "%s: %s".formatted(VALID, e.getMessage()));
        }
    }
}
