package dev.lungfish.cli.command;

import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostSession;
import dev.lungfish.api.ServiceException;
import dev.lungfish.api.SleepOrder;
import dev.lungfish.cli.render.OutcomeText;
import dev.lungfish.cli.render.ProofText;
import dev.lungfish.cli.render.SuspendJson;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.linux.tree.NotARecordException;
import java.util.ArrayList;
import java.util.List;

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
                .forEach(left -> output.tell("left behind: " + ReasonText.withRemedy(left)));
        if (finished.outcome() instanceof Outcome.Refused refused) {
            return say(refused);
        }
        if (!finished.request().proves() || finished.request().dryRun()) {
            return ExitCode.of(finished.outcome());
        }
        output.tell(ProofText.of(finished));
        boolean slept =
                finished.outcome() instanceof Outcome.Slept
                        || finished.outcome() instanceof Outcome.Woken;
        return slept && !ProofText.proves(finished)
                ? ExitCode.UNPROVEN
                : ExitCode.of(finished.outcome());
    }

    private ExitCode say(Outcome.Refused refused) {
        refused.reasons()
                .forEach(reason -> output.tell("refused: " + ReasonText.withRemedy(reason)));
        return ExitCode.of(refused);
    }
}
