package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.cli.render.StatusJson;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `lungfish cancel`: stops the request that runs, and waits until everything is undone.
final class CancelCommand implements Command {
    /// Guests that were saved take a while to come back.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public CommandSpec specification() {
        CommandSpec spec = CommandSpec.create().name("cancel");
        spec.usageMessage()
                .description(
                        "Cancels the running request, before the host sleeps or between two"
                                + " segments, and waits until all changes are rolled back.");
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("REQUEST")
                        .type(String.class)
                        .arity("0..1")
                        .description("cancel only this one, as named by 'status'")
                        .build());
        return spec;
    }

    @Override
    public boolean asksDaemons() {
        return true;
    }

    @Override
    public ExitCode run(ParseResult arguments, SharedOptions shared, Output output)
            throws NotARecordException, ConfigurationException, ServiceException {
        try (HostSession host = Sessions.open(shared, false, output)) {
            Optional<String> wanted =
                    Optional.ofNullable(arguments.matchedPositionalValue(0, null));
            return tell(host.cancel(wanted), wanted, output);
        }
    }

    private static ExitCode tell(CancelAnswer answer, Optional<String> wanted, Output output) {
        return switch (answer) {
            case CancelAnswer.NothingRuns _ ->
                    output.failed(
                            wanted.<CommandReason>map(CommandReason.RequestNotRunning::new)
                                    .orElseGet(CommandReason.NothingToCancel::new),
                            ExitCode.FAILED);
            case CancelAnswer.Ended(CurrentRequest ended)
                    when ended.outcome().orElse(null) instanceof Outcome.Cancelled cancelled -> {
                if (output.json()) {
                    output.show(StatusJson.cancelled(ended));
                } else {
                    output.showLines(
                            List.of(
                                    "Request %s is %s"
                                            .formatted(
                                                    ended.request().id(),
                                                    ReasonText.sentence(cancelled.reason()))));
                }
                ended.leftBehind()
                        .forEach(left -> output.say("left behind: " + ReasonText.withRemedy(left)));
                yield ExitCode.OK;
            }
            case CancelAnswer.Ended(CurrentRequest ended) ->
                    output.failed(
                            new CommandReason.CancelledTooLate(
                                    ended.request().id(), ended.outcome().map(Outcome::reason)),
                            ExitCode.FAILED);
            case CancelAnswer.StillRuns(CurrentRequest running) ->
                    output.failed(
                            new CommandReason.CancellationPending(
                                    running.request().id(), PATIENCE, running.phase().spelling()),
                            ExitCode.FAILED);
            case CancelAnswer.Gone(CurrentRequest gone) ->
                    output.failed(
                            new CommandReason.CancelledRequestGone(
                                    gone.request().id(), gone.process()),
                            ExitCode.FAILED);
        };
    }
}
