package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.fleet.HostEnrolment;
import dev.lungfish.api.Enrolment;
import dev.lungfish.api.EnrolmentToken;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.DoneJson;
import dev.lungfish.cli.render.FleetJson;
import dev.lungfish.client.ControllerClient;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.Membership;
import dev.lungfish.state.kept.MembershipFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `lungfish enrol`: lets this host join a fleet, or leave it.
final class EnrolCommand implements Command {
    private static final String LEAVE = "--leave";
    private static final String URI = "--uri";

    /// More than any token has.
    private static final int TOKEN_BYTES = 1024;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("enrol");
        spec.usageMessage()
                .description(
                        "Lets this host join the fleet of a controller, by a token of 'lungfish"
                                + " controller token'; without arguments shows which fleet it"
                                + " belongs to (docs/controller.md).");
        spec.addOption(
                OptionSpec.builder(LEAVE)
                        .type(boolean.class)
                        .arity("0")
                        .description("belong to no fleet any more; the controller is not told")
                        .build());
        spec.addOption(
                OptionSpec.builder(URI)
                        .paramLabel("URI")
                        .type(String.class)
                        .description(
                                "where others reach the daemon of this host, if its name and TLS"
                                        + " port do not say so")
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("0")
                        .paramLabel("CONTROLLER")
                        .type(String.class)
                        .arity("0..1")
                        .description(
                                "its host name, with :PORT unless that is %d, or its URI"
                                        .formatted(HostEnrolment.PORT))
                        .build());
        spec.addPositional(
                PositionalParamSpec.builder()
                        .index("1")
                        .paramLabel("TOKEN")
                        .type(String.class)
                        .arity("0..1")
                        .description("valid once; - reads it from standard input")
                        .build());
        return spec;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        String controller = arguments.matchedPositionalValue(0, "");
        String token = arguments.matchedPositionalValue(1, "");
        boolean leaves = arguments.matchedOptionValue(LEAVE, false);
        if (controller.isEmpty() != token.isEmpty()
                || (leaves && !controller.isEmpty())
                || (controller.isEmpty() && arguments.hasMatchedOption(URI))) {
            throw new ParameterException(
                    arguments.commandSpec().commandLine(),
                    "a CONTROLLER and a TOKEN expected, or %s, or nothing".formatted(LEAVE));
        }
        Optional<String> uri = Optional.ofNullable(arguments.matchedOptionValue(URI, null));
        StateDirectory state = shared.stateDirectory();
        HostEnrolment enrolment = new HostEnrolment(shared.open(), state);
        try {
            uri.ifPresent(HostEnrolment::check);
            if (leaves) {
                return left(enrolment.leave(), output);
            }
            return controller.isEmpty()
                    ? shown(MembershipFile.read(state), output)
                    : enrolled(enrolment, HostEnrolment.uri(controller), uri, read(token), output);
        } catch (StateException | IOException | IllegalArgumentException e) {
            return output.failed(e, ExitCode.FAILED);
        }
    }

    private static EnrolmentToken read(String word) throws IOException {
        String text =
                word.equals("-")
                        ? new String(System.in.readNBytes(TOKEN_BYTES), StandardCharsets.UTF_8)
                        : word;
        return EnrolmentToken.parse(text.strip());
    }

    private static ExitCode enrolled(
            HostEnrolment enrolment,
            String controller,
            Optional<String> own,
            EnrolmentToken token,
            Output output)
            throws ServiceException, StateException {
        try (ControllerClient client =
                ControllerClient.toEnrol(controller, token, LIMIT, Sessions.CALLER)) {
            Enrolment answer = client.enrol(enrolment.request(token));
            Membership kept = enrolment.keep(controller, own, answer);
            return done(
                    new CommandReason.FleetJoined(controller, kept.holder().highest().number()),
                    output);
        }
    }

    private static ExitCode left(boolean was, Output output) {
        return done(was ? new CommandReason.FleetLeft() : new CommandReason.NoFleet(), output);
    }

    private static ExitCode done(Reason done, Output output) {
        if (output.json()) {
            output.show(DoneJson.write(List.of(done)));
        } else {
            output.showLines(List.of(ReasonText.sentence(done)));
        }
        return ExitCode.OK;
    }

    private static ExitCode shown(Optional<Membership> fleet, Output output) {
        if (output.json()) {
            output.show(FleetJson.membership(fleet));
        } else {
            output.showLines(
                    fleet.map(EnrolCommand::lines)
                            .orElseGet(() ->
                                    List.of(ReasonText.sentence(new CommandReason.NoFleet()))));
        }
        return ExitCode.OK;
    }

    private static List<String> lines(Membership fleet) {
        return List.of(
                "controller: %s".formatted(fleet.controller()),
                "epoch: %s".formatted(fleet.holder().highest()),
                fleet.holder()
                        .last()
                        .map(lease ->
                                "last lease: %s, %s for %s"
                                        .formatted(
                                                lease.id(),
                                                lease.target().spelling(),
                                                SpokenDuration.of(lease.length())))
                        .orElse("last lease: none"));
    }
}
