package dev.lungfish.cli.command;

import dev.lungfish.cli.render.AccessText;
import dev.lungfish.controller.ControllerService;
import dev.lungfish.controller.admin.ApiAccess;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.WrittenDuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish controller access`: says who may use the API. It works on the database itself, so the
/// controller need not run.
final class ControllerAccess {
    private static final String ROLE = "--role";
    private static final String CERTIFICATE = "--certificate";
    private static final String VALID = "--valid";

    private static final EnumOption<Act> ACTS =
            EnumOption.of("ACTION", Act.values(), Act::spelling);

    private enum Act {
        ADD,
        LIST,
        REVOKE;

        String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private ControllerAccess() {}

    static void addTo(CommandSpec spec) {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("2")
                        .paramLabel("NAME")
                        .type(String.class)
                        .arity("0..1")
                        .description("for 'access': of the token or certificate")
                        .build());
        spec.addOption(
                OptionSpec.builder(ROLE)
                        .paramLabel("ROLE")
                        .type(String.class)
                        .description("what they may: viewer, operator or admin (viewer)")
                        .build());
        spec.addOption(
                OptionSpec.builder(CERTIFICATE)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("let the owner of this certificate in, in place of a token")
                        .build());
    }

    static ExitCode run(ParseResult arguments, SharedOptions shared, Output output) {
        CommandSpec spec = arguments.commandSpec();
        Act act = ACTS.understand(spec, arguments.matchedPositionalValue(1, "list"));
        Optional<String> name =
                Optional.ofNullable(arguments.<String>matchedPositionalValue(2, null));
        if ((act != Act.LIST) != name.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(),
                    act == Act.LIST
                            ? "'access list' takes no NAME"
                            : "'access %s' needs a NAME".formatted(act.spelling()));
        }
        Optional<Duration> valid =
                Optional.ofNullable(arguments.<String>matchedOptionValue(VALID, null))
                        .map(text -> duration(spec, text));
        String by = Requester.inWords("lungfish controller access");
        try {
            ApiAccess access = new ControllerService(shared.config()).apiAccess();
            output.show(
                    switch (act) {
                        case LIST -> AccessText.list(access.list());
                        case REVOKE -> AccessText.revoked(access.revoke(name.orElseThrow(), by));
                        case ADD ->
                                AccessText.made(
                                        access.add(
                                                name.orElseThrow(),
                                                arguments.matchedOptionValue(ROLE, "viewer"),
                                                valid,
                                                Optional.ofNullable(
                                                                arguments
                                                                        .<String>matchedOptionValue(
                                                                                CERTIFICATE, null))
                                                        .map(Path::of),
                                                by));
                    });
            return ExitCode.OK;
        } catch (IOException | ReasonException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    private static Duration duration(CommandSpec spec, String text) {
        try {
            return WrittenDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "%s: %s".formatted(VALID, e.getMessage()));
        }
    }
}
