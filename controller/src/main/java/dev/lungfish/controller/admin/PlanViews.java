package dev.lungfish.controller.admin;

import dev.lungfish.controller.fleet.PlannedStep;
import dev.lungfish.controller.fleet.Upcoming;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the API answers of what is planned next, as records, like [Views].
public final class PlanViews {
    private PlanViews() {}

    public record PlansQuery(Optional<String> pool, Optional<Integer> limit) {}

    public record PlansView(
            Instant at, int count, List<StepView> steps, List<UpcomingView> upcoming) {}

    public record StepView(
            Optional<String> id,
            String host,
            String pool,
            String mode,
            PlannedStep.Act act,
            Optional<Duration> length,
            Reason why,
            PlannedStep.Standing state,
            Optional<String> by,
            Optional<Instant> until) {
        static StepView of(PlannedStep step) {
            return new StepView(
                    step.isAnswerable() ? Optional.of(step.id()) : Optional.empty(),
                    step.member().name(),
                    step.pool(),
                    step.mode().spelling(),
                    step.act(),
                    step.length(),
                    step.why(),
                    step.standing(),
                    step.answer().map(PlannedStep.Answer::by),
                    step.answer().map(PlannedStep.Answer::until));
        }
    }

    public record UpcomingView(
            Instant at,
            Upcoming.What what,
            String pool,
            Optional<String> host,
            Optional<Reason> why) {
        static UpcomingView of(Upcoming coming) {
            return new UpcomingView(
                    coming.at(), coming.what(), coming.pool(), coming.host(), coming.why());
        }
    }
}
