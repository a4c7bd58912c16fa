package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// What the plan of a pool wants done with one host. Immutable.
///
/// @param id the same as long as the situation is: what is to be done, with a host that came into
///   its state at one moment, by one rule
/// @param mode of the pool
/// @param length of a sleep
/// @param why the rule that wants it
/// @param answer of a person, as long as it holds
public record PlannedStep(
        String id,
        Member member,
        String pool,
        Mode mode,
        Act act,
        Optional<Duration> length,
        Reason why,
        Optional<Answer> answer) {

    /// What is to be done.
    public enum Act implements Spelled {
        SLEEP,
        WAKE,
        DRAIN;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What becomes of it.
    public enum Standing implements Spelled {
        /// It is done without anybody's consent.
        AUTOMATIC,
        /// It waits for somebody to accept it.
        PROPOSED,
        ACCEPTED,
        REFUSED;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What a person said to it.
    ///
    /// @param until how long that holds
    public record Answer(boolean accepted, String by, Instant until) {}

    static PlannedStep of(
            Member member, String pool, Mode mode, Act act, Optional<Duration> length, Reason why) {
        String situation =
                "%s %s %d %s"
                        .formatted(
                                member.id(),
                                act.spelling(),
                                member.host().state().since().toEpochMilli(),
                                why.code());
        return new PlannedStep(
                UUID.nameUUIDFromBytes(situation.getBytes(StandardCharsets.UTF_8)).toString(),
                member,
                pool,
                mode,
                act,
                length,
                why,
                Optional.empty());
    }

    PlannedStep with(Optional<Answer> said) {
        return new PlannedStep(id, member, pool, mode, act, length, why, said);
    }

    /// Whether a person can answer it: guests of a host are moved by a call of its own.
    public boolean isAnswerable() {
        return mode == Mode.RECOMMEND && act != Act.DRAIN;
    }

    public Standing standing() {
        return answer.map(said -> said.accepted() ? Standing.ACCEPTED : Standing.REFUSED)
                .orElse(mode == Mode.AUTOMATIC ? Standing.AUTOMATIC : Standing.PROPOSED);
    }
}
