package dev.lungfish.core.policy;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.Spelled;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// What a host is doing at one moment, as far as it is known. What is not known satisfies no
/// condition: a host that can't tell its load is not taken for idle.
///
/// @param at the moment, with the host's time zone
/// @param load the share of the processors' time that was used since the last look, in percent;
///   empty where it is not known
/// @param guests how many guests are active; empty where that is not known
/// @param containers in how many containers a process runs; empty where that is not known
/// @param sessions how many people are logged in; empty where that is not known
/// @param power where the power comes from; empty where that is not known
/// @param temperature of the hottest zone in degrees Celsius; empty where none is known
/// @param blockers what keeps the host awake; that it is not known is one
public record Situation(
        ZonedDateTime at,
        OptionalInt load,
        OptionalInt guests,
        OptionalInt containers,
        OptionalInt sessions,
        Optional<PowerSource> power,
        OptionalInt temperature,
        @Bound(items = Bounds.TOLD_REASONS) List<Reason> blockers) {
    public Situation {
        blockers = List.copyOf(blockers);
        if (load.isPresent() && (load.getAsInt() < 0 || load.getAsInt() > 100)) {
            throw new IllegalArgumentException("a load in percent expected: " + load.getAsInt());
        }
    }

    /// The same with as many blockers as are told at most.
    public Situation cut() {
        return blockers.size() <= Bounds.TOLD_REASONS
                ? this
                : new Situation(
                        at,
                        load,
                        guests,
                        containers,
                        sessions,
                        power,
                        temperature,
                        blockers.subList(0, Bounds.TOLD_REASONS));
    }

    /// Where a host's power comes from.
    public enum PowerSource implements Spelled {
        MAINS,
        BATTERY;

        @Override
        public String spelling() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
