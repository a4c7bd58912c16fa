package dev.lungfish.core.policy;

import dev.lungfish.core.policy.Situation.PowerSource;
import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.time.Weekdays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// One thing that a rule asks for. Conditions on amounts have two limits: one to begin to hold, and
/// a further one to end, so that an amount that wavers about a limit changes nothing.
public sealed interface Condition {

    /// Whether it holds.
    ///
    /// @param held whether it held at the last look
    boolean holds(Situation situation, boolean held);

    /// What is asked for.
    PolicyReason wanted();

    /// What was found.
    PolicyReason found(Situation situation);

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
        public PolicyReason wanted() {
            return new PolicyReason.HoursWanted(from, to);
        }

        @Override
        public PolicyReason found(Situation situation) {
            return new PolicyReason.TimeFound(situation.at().toLocalTime().withNano(0));
        }
    }

    /// Days of the week, as [Weekdays] has them: `Mon..Fri`.
    ///
    /// @param nightEnds of a rule whose hours go over midnight: what is before belongs to the day
    ///   before, so that the night of a Friday ends on Saturday
    record Days(String days, Optional<LocalTime> nightEnds) implements Condition {
        private ZonedDateTime begun(ZonedDateTime at) {
            return nightEnds.filter(at.toLocalTime()::isBefore).isPresent() ? at.minusDays(1) : at;
        }

        @Override
        public boolean holds(Situation situation, boolean held) {
            return Weekdays.parse(days).contains(begun(situation.at()).getDayOfWeek());
        }

        /// How long it is to the end of the last of these days in a row; empty for every day.
        Optional<Duration> left(ZonedDateTime now) {
            Set<DayOfWeek> all = Weekdays.parse(days);
            if (all.size() == DayOfWeek.values().length) {
                return Optional.empty();
            }
            ZonedDateTime day = begun(now).plusDays(1);
            while (all.contains(day.getDayOfWeek())) {
                day = day.plusDays(1);
            }
            return Optional.of(
                    Duration.between(now, day.with(nightEnds.orElse(LocalTime.MIDNIGHT))));
        }

        @Override
        public PolicyReason wanted() {
            return new PolicyReason.DaysWanted(days);
        }

        @Override
        public PolicyReason found(Situation situation) {
            return new PolicyReason.DayFound(
                    Weekdays.written(Set.of(begun(situation.at()).getDayOfWeek())));
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
        public PolicyReason wanted() {
            Optional<Integer> end = Optional.of(below ? limit + margin : limit - margin);
            Optional<Integer> other = end.filter(amount -> amount != limit);
            return below
                    ? new PolicyReason.AtMostWanted(quantity, limit, other)
                    : new PolicyReason.AtLeastWanted(quantity, limit, other);
        }

        @Override
        public PolicyReason found(Situation situation) {
            OptionalInt amount = quantity.of(situation);
            return new PolicyReason.AmountFound(
                    quantity,
                    amount.isPresent() ? Optional.of(amount.getAsInt()) : Optional.empty());
        }
    }

    /// Where the power comes from.
    record Power(PowerSource source) implements Condition {
        @Override
        public boolean holds(Situation situation, boolean held) {
            return situation.power().equals(Optional.of(source));
        }

        @Override
        public PolicyReason wanted() {
            return new PolicyReason.PowerWanted(source);
        }

        @Override
        public PolicyReason found(Situation situation) {
            return new PolicyReason.PowerFound(situation.power());
        }
    }

    /// Nothing keeps the host awake.
    record NoBlockers() implements Condition {
        @Override
        public boolean holds(Situation situation, boolean held) {
            return situation.blockers().isEmpty();
        }

        @Override
        public PolicyReason wanted() {
            return new PolicyReason.NothingKeepsAwake();
        }

        @Override
        public PolicyReason found(Situation situation) {
            return situation.blockers().isEmpty()
                    ? new PolicyReason.NothingKeepsAwake()
                    : new PolicyReason.BlockersFound(situation.blockers());
        }
    }

    /// An amount of a situation.
    enum Quantity implements Spelled {
        /// In percent.
        LOAD("load"),
        /// Active ones.
        GUESTS("guests"),
        /// Those with a process in them.
        CONTAINERS("containers"),
        /// People who are logged in.
        SESSIONS("sessions"),
        /// In degrees Celsius.
        TEMPERATURE("temperature");

        private final String spelling;

        Quantity(String spelling) {
            this.spelling = spelling;
        }

        @Override
        public String spelling() {
            return spelling;
        }

        OptionalInt of(Situation situation) {
            return switch (this) {
                case LOAD -> situation.load();
                case GUESTS -> situation.guests();
                case CONTAINERS -> situation.containers();
                case SESSIONS -> situation.sessions();
                case TEMPERATURE -> situation.temperature();
            };
        }
    }
}
