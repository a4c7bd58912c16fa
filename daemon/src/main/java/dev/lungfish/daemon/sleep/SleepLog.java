package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.LogEvent;
import dev.lungfish.state.json.OutcomeJson;
import java.util.List;

/// Writes the life of each request into the log. A dry run is none: whoever asked for it is
/// answered, and nothing happens.
public final class SleepLog implements SleepObserver {
    private final Log log;

    public SleepLog(Log log) {
        this.log = log;
    }

    @Override
    public void accepted(SleepRequest request, List<PlanStep> plan) {
        log.event(
                new LogEvent.RequestAccepted(
                        request.id(),
                        request.target(),
                        request.length(),
                        request.delay(),
                        request.requester(),
                        plan));
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        if (!request.dryRun()) {
            log.event(new LogEvent.RequestEntered(request.id(), phase));
        }
    }

    @Override
    public void ended(Finished finished) {
        if (finished.request().dryRun()) {
            return;
        }
        log.event(event(finished.request(), finished.outcome()));
        finished.leftBehind()
                .forEach(left -> log.event(new LogEvent.UndoFailed(finished.request().id(), left)));
    }

    private static LogEvent event(SleepRequest request, Outcome outcome) {
        String kind = OutcomeJson.kind(outcome);
        List<Reason> reason =
                outcome instanceof Outcome.Refused(List<Reason> reasons)
                        ? reasons
                        : List.of(outcome.reason());
        return switch (outcome) {
            case Outcome.Slept _,
                    Outcome.Woken _,
                    Outcome.Cancelled _,
                    Outcome.WouldSleep _,
                    Outcome.Refused _ ->
                    new LogEvent.RequestEnded(request.id(), kind, request.requester(), reason);
            case Outcome.WokeEarly _,
                    Outcome.WokeLate _,
                    Outcome.NeverEntered _,
                    Outcome.Unproven _,
                    Outcome.ResumedFromNothing _ ->
                    new LogEvent.SleepNotAsPromised(
                            request.id(), kind, request.requester(), reason);
        };
    }
}
