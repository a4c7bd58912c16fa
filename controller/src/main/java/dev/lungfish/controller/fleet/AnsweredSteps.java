package dev.lungfish.controller.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What people said to steps that were proposed. Kept in memory alone: after a start of the
/// controller every host comes into another state, so each step is another one. For who has the
/// loop's lock.
final class AnsweredSteps {
    /// How long an answer holds, while the situation stays as it is.
    static final Duration HOLDS = Duration.ofHours(1);

    private final Map<String, PlannedStep> answered = new HashMap<>();

    /// The same step with what was said to it.
    PlannedStep with(PlannedStep step, Instant now) {
        return step.with(find(step.id(), now).flatMap(PlannedStep::answer));
    }

    /// One that was answered, also where the plan does not want it any more.
    Optional<PlannedStep> find(String id, Instant now) {
        return Optional.ofNullable(answered.get(id)).filter(step -> holds(step, now));
    }

    /// Somebody answers one.
    PlannedStep put(PlannedStep step, boolean accepted, String by, Instant now) {
        answered.values().removeIf(old -> !holds(old, now));
        PlannedStep said =
                step.with(Optional.of(new PlannedStep.Answer(accepted, by, now.plus(HOLDS))));
        answered.put(step.id(), said);
        return said;
    }

    /// How all is again what it is now.
    Runnable undo() {
        Map<String, PlannedStep> before = Map.copyOf(answered);
        return () -> {
            answered.clear();
            answered.putAll(before);
        };
    }

    private static boolean holds(PlannedStep step, Instant now) {
        return step.answer().filter(said -> now.isBefore(said.until())).isPresent();
    }
}
