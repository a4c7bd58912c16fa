package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.service.ThisProcess;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepListener;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.cli.render.ProofText;
import dev.lungfish.cli.render.SuspendJson;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.NotARecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has a sleep carried out, by the daemon where one answers or else by this process, and tells what
/// came of it.
record SleepRun(Interruption interruption, SharedOptions shared, Output output) {

    /// Runs it to its end.
    ///
    /// @param misunderstood what is wrong with the arguments
    ExitCode run(SleepOrder order, List<String> misunderstood)
            throws NotARecordException, ConfigurationException, ServiceException {
        return run(order, misunderstood, new SuspendListener(output), interruption.cancels());
    }

    /// Runs an order whose sleep is to end at a time: its length is what is left after the delay,
    /// which only the host knows where the order does not say it.
    ExitCode until(Instant end, SleepOrder order, List<String> misunderstood)
            throws NotARecordException, ConfigurationException, ServiceException {
        if (!misunderstood.isEmpty()) {
            return run(order, misunderstood);
        }
        Optional<Duration> said = order.proceeding().delay();
        Duration delay = said.isPresent() ? said.get() : delayOfHost(order, end);
        Instant now = ThisProcess.wallClock();
        Duration left = Duration.between(now, end).minus(delay);
        return left.isPositive()
                ? run(order.lasting(left, delay), misunderstood)
                : refuse(List.of(new CommandReason.UntilPassed(end, now, delay)));
    }

    /// A dry run tells how the host completes an order.
    private Duration delayOfHost(SleepOrder order, Instant end)
            throws NotARecordException, ConfigurationException, ServiceException {
        if (shared.connect().isEmpty()) {
            return shared.open().configuration().delay();
        }
        Duration left = Duration.between(ThisProcess.wallClock(), end);
        try (HostSession host = Sessions.open(shared, false, output)) {
            return host.sleep(
                            SleepOrder.lasting(order.target(), left, SleepRequest.Purpose.DRY_RUN),
                            new Cancellation(),
                            new SleepListener() {})
                    .request()
                    .delay();
        }
    }

    /// The same, with a listener that does more than tell.
    ExitCode run(
            SleepOrder order,
            List<String> misunderstood,
            SuspendListener listener,
            Cancellation cancellation)
            throws NotARecordException, ConfigurationException, ServiceException {
        if (!misunderstood.isEmpty()) {
            List<Reason> against = new ArrayList<>();
            misunderstood.stream()
                    .map(CommandReason.RequestMisunderstood::new)
                    .forEach(against::add);
            Sessions.here(shared, output).whyNotAllowed().ifPresent(against::add);
            return refuse(against);
        }
        try (HostSession host = Sessions.open(shared, false, output)) {
            return tell(host.sleep(order, cancellation, listener));
        }
    }

    private ExitCode refuse(List<Reason> reasons) {
        Outcome.Refused refused = new Outcome.Refused(reasons);
        if (shared.json()) {
            output.show(SuspendJson.refused(refused));
        }
        return say(refused);
    }

    private ExitCode tell(Finished finished) {
        if (shared.json()) {
            output.show(SuspendJson.render(finished));
        } else if (!(finished.outcome() instanceof Outcome.Refused)) {
            output.show(OutcomeText.render(finished));
        }
        finished.leftBehind()
                .forEach(left -> output.say("left behind: " + ReasonText.withRemedy(left)));
        if (finished.outcome() instanceof Outcome.Refused refused) {
            return say(refused);
        }
        if (!finished.request().proves() || finished.request().dryRun()) {
            return ExitCode.of(finished.outcome());
        }
        output.say(ProofText.of(finished));
        boolean slept =
                finished.outcome() instanceof Outcome.Slept
                        || finished.outcome() instanceof Outcome.Woken;
        return slept && !ProofText.proves(finished)
                ? ExitCode.UNPROVEN
                : ExitCode.of(finished.outcome());
    }

    private ExitCode say(Outcome.Refused refused) {
        refused.reasons()
                .forEach(reason -> output.say("refused: " + ReasonText.withRemedy(reason)));
        return ExitCode.of(refused);
    }
}
