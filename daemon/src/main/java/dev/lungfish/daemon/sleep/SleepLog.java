package dev.lungfish.daemon.sleep;

import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.Outcome;
import dev.lungfish.core.procedure.Phase;
import dev.lungfish.core.procedure.PlanStep;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.log.Log.Field;
import dev.lungfish.state.journal.OutcomeJson;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the life of each request into the log.
public final class SleepLog implements SleepObserver {
    private final Log log;

    public SleepLog(Log log) {
        this.log = log;
    }

    @Override
    public void accepted(SleepRequest request, List<PlanStep> plan) {
        log.notice(
                "request accepted",
                Field.of("request", request.id()),
                Field.of("target", request.target().spelling()),
                Field.of("length", request.length()),
                Field.of("delay", request.delay()),
                Field.of("requester", request.requester()),
                Field.of("plan", ReasonText.joined(plan)));
    }

    @Override
    public void entered(SleepRequest request, Phase phase) {
        log.info(
                "request goes on",
                Field.of("request", request.id()),
                Field.of("phase", phase.spelling()));
    }

    @Override
    public void ended(Finished finished) {
        Outcome outcome = finished.outcome();
        Field[] fields = {
            Field.of("request", finished.request().id()),
            Field.of("outcome", OutcomeJson.kind(outcome)),
            Field.of("requester", finished.request().requester()),
            Field.of("reason", ReasonText.sentence(outcome.reason())),
            Field.of("code", codes(outcome))
        };
        switch (outcome) {
            case Outcome.Slept _,
                    Outcome.Woken _,
                    Outcome.Cancelled _,
                    Outcome.WouldSleep _,
                    Outcome.Refused _ ->
                    log.notice("request ended", fields);
            case Outcome.WokeEarly _,
                    Outcome.WokeLate _,
                    Outcome.NeverEntered _,
                    Outcome.Unproven _,
                    Outcome.ResumedFromNothing _ ->
                    log.warning("request ended", fields);
        }
        finished.leftBehind()
                .forEach(left ->
                        log.error(
                                "could not be undone",
                                Field.of("request", finished.request().id()),
                                Field.of("what", ReasonText.withRemedy(left)),
                                Field.of("code", left.code())));
    }

    private static String codes(Outcome outcome) {
        return outcome instanceof Outcome.Refused(List<Reason> reasons)
                ? reasons.stream().map(Reason::code).collect(Collectors.joining(","))
                : outcome.reason().code();
    }
}
