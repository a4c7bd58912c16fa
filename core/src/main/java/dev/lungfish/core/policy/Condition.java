package dev.lungfish.core.policy;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/// One thing that a rule asks for. Conditions on amounts have two limits: one to begin to hold, and
/// a further one to end, so that an amount that wavers about a limit changes nothing.
public sealed interface Condition {

    /// Whether it holds.
    ///
    /// @param held whether it held at the last look
    boolean holds(Situation situation, boolean held);

    /// What is asked for, in words: `load below 10% (ends at 15%)`.
    String inWords();

    /// What was found, in words: `load 7%`.
    String found(Situation situation);

    /// The time of day, from the first to before the last; over midnight where the last is earlier.
    record Hours(LocalTime from, LocalTime to) implements Condition {
        @Override
        public boolean holds(Situation situation, boolean held) {
            LocalTime now = situation.at().toLocalTime();
            return from.isBefore(to)
                    ? !now.isBefore(from) && now.isBefore(to)
                    : !now.isBefore(from) || now.isBefore(to);
        }

        /// How long it is to the end of these hours, on the clock of the wall.
        Duration left(ZonedDateTime now) {
            ZonedDateTime end = now.with(to);
            return Duration.between(now, end.isAfter(now) ? end : now.plusDays(1).with(to));
        }

        @Override
        public String inWords() {
            return "between " + from + " and " + to;
        }

        @Override
        public String found(Situation situation) {
            return "it is " + situation.at().toLocalTime().withNano(0);
        }
    }

    /// An amount below a limit or above it.
    ///
    /// @param limit where it begins to hold: at this or beyond
    /// @param margin how far back beyond the limit the amount must go before it ends
    record Amount(Quantity quantity, boolean below, int limit, int margin) implements Condition {
        public Amount {
            if (margin < 0) {
                throw new IllegalArgumentException("a margin is not negative: " + margin);
            }
        }

        @Override
        public boolean holds(Situation situation, boolean held) {
            OptionalInt amount = quantity.of(situation);
            int reach = held ? margin : 0;
            return amount.isPresent()
                    && (below
                            ? amount.getAsInt() <= limit + reach
                            : amount.getAsInt() >= limit - reach);
        }

        @Override
        public String inWords() {
            String direction = below ? " at most " : " at least ";
            String ends =
                    margin == 0
                            ? ""
                            : " (ends "
                                    + (below ? "above " : "below ")
                                    + quantity.with(below ? limit + margin : limit - margin)
                                    + ")";
            return quantity.spelling() + direction + quantity.with(limit) + ends;
        }

        @Override
        public String found(Situation situation) {
            OptionalInt amount = quantity.of(situation);
            return quantity.spelling()
                    + " "
                    + (amount.isPresent() ? quantity.with(amount.getAsInt()) : "not known");
        }
    }

    /// Where the power comes from.
    record Power(PowerSource source) implements Condition {
        @Override
        public boolean holds(Situation situation, boolean held) {
            return situation.power().equals(Optional.of(source));
        }

        @Override
        public String inWords() {
            return "on " + source.spelling();
        }

        @Override
        public String found(Situation situation) {
            return situation
                    .power()
                    .map(found -> "on " + found.spelling())
                    .orElse("power not known");
        }
    }

    /// Nothing keeps the host awake.
    record NoBlockers() implements Condition {
        @Override
        public boolean holds(Situation situation, boolean held) {
            return situation.blockers().isEmpty();
        }

        @Override
        public String inWords() {
            return "nothing keeps the host awake";
        }

        @Override
        public String found(Situation situation) {
            return situation.blockers().isEmpty()
                    ? "nothing keeps the host awake"
                    : "kept awake: " + String.join("; ", situation.blockers());
        }
    }
}
