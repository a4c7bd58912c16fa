package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
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
            return tell(host.cancel(Optional.empty()), output);
        }
    }

    private static ExitCode tell(CancelAnswer answer, Output output) {
        return switch (answer) {
            case CancelAnswer.NothingRuns _ -> {
                output.say("there is nothing to cancel: no request runs");
                yield ExitCode.FAILED;
            }
            case CancelAnswer.Ended(CurrentRequest ended)
                    when ended.outcome().orElse(null) instanceof Outcome.Cancelled cancelled -> {
                output.show(
                        "Request %s is %s\n"
                                .formatted(
                                        ended.request().id(),
                                        ReasonText.sentence(cancelled.reason())));
                ended.leftBehind()
                        .forEach(
                                left -> output.tell("left behind: " + ReasonText.withRemedy(left)));
                yield ExitCode.OK;
            }
            case CancelAnswer.Ended(CurrentRequest ended) -> {
                output.tell(
                        "too late: request %s has ended: %s"
                                .formatted(
                                        ended.request().id(),
                                        ended.outcome()
                                                .map(Outcome::reason)
                                                .map(ReasonText::sentence)
                                                .orElse("")));
                yield ExitCode.FAILED;
            }
            case CancelAnswer.StillRuns(CurrentRequest running) -> {
                output.tell(
                        "asked, but after %s s request %s is still %s; 'lungfish status --watch' follows it"
                                .formatted(
                                        PATIENCE.toSeconds(),
                                        running.request().id(),
                                        running.phase().spelling()));
                yield ExitCode.FAILED;
            }
            case CancelAnswer.Gone(CurrentRequest gone) -> {
                output.tell(
                        "process %s of request %s has gone without an outcome; 'lungfish status' settles it"
                                .formatted(gone.process(), gone.request().id()));
                yield ExitCode.FAILED;
            }
        };
    }
}
