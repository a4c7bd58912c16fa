package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.fleet.energy.EnergyUse.Measured;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a controller has booked of one host, and what it waits for. Immutable.
///
/// What a host does is known from one event to the next one. What a meter tells of a time awake
/// comes at its end, so a host that is measured is booked when its reading comes, at the latest
/// after [#PATIENCE].
///
/// @param activity what it does since the last event
/// @param until up to when all is booked
/// @param reading the latest one
/// @param read when that came
public record HostAccount(
        HostActivity activity,
        Instant until,
        Optional<MeterReading> reading,
        Optional<Instant> read) {
    /// After so long without a reading a time awake is taken for unmeasured.
    public static final Duration PATIENCE = Duration.ofMinutes(5);

    /// How a host is booked.
    ///
    /// @param zone whose days are meant
    public record Rules(PowerModel power, ZoneId zone) {}

    /// An account, and what was booked by the days of the rules.
    public record Booked(HostAccount account, Map<LocalDate, EnergyUse> days) {}

    /// Begins.
    public static HostAccount begin(HostActivity activity, Instant now) {
        return new HostAccount(activity, now, Optional.empty(), Optional.empty());
    }

    /// The host does something else from now on.
    public Booked changes(HostActivity next, Instant now, Rules rules) {
        Booked booked = book(now, rules, Optional.empty());
        HostAccount after =
                new HostAccount(
                        next,
                        booked.account.until,
                        next == HostActivity.AWAKE ? reading : Optional.empty(),
                        next == HostActivity.AWAKE ? read : Optional.empty());
        if (next == HostActivity.ASLEEP && activity != next) {
            booked.days.merge(
                    now.atZone(rules.zone).toLocalDate(), EnergyUse.SLEEP, EnergyUse::plus);
        }
        return new Booked(after, booked.days);
    }

    /// Its meters were read. Later readings of a time awake are compared with this one. What they
    /// measured of a change is not booked: the model has that.
    public Booked reads(MeterReading next, Instant now, Rules rules) {
        if (activity != HostActivity.AWAKE) {
            return new Booked(
                    new HostAccount(activity, until, Optional.of(next), Optional.of(now)),
                    new LinkedHashMap<>());
        }
        Optional<Measured> measured = reading.flatMap(before -> between(before, next, now));
        Booked booked = book(now, rules, measured);
        return new Booked(
                new HostAccount(
                        activity, booked.account.until, Optional.of(next), Optional.of(now)),
                booked.days);
    }

    /// What two readings tell of the time that is not booked yet. They may tell of more time, some
    /// of which is booked already: then it is that share.
    private Optional<Measured> between(MeterReading before, MeterReading next, Instant now) {
        long open = Duration.between(until, now).toMillis();
        long time = next.measured().minus(before.measured()).toMillis();
        long amount = next.millijoules() - before.millijoules();
        if (!before.run().equals(next.run())
                || before.scope() != next.scope()
                || time <= 0
                || open <= 0
                || amount < 0
                || amount / time > MeterReading.MOST_WATTS) {
            return Optional.empty();
        }
        Measured told = new Measured(next.scope(), time, amount);
        return Optional.of(time <= open ? told : told.share(open, time));
    }

    /// Time passes, and nothing is heard.
    public Booked passes(Instant now, Rules rules) {
        boolean waits =
                activity == HostActivity.AWAKE
                        && read.filter(at -> now.isBefore(at.plus(PATIENCE))).isPresent();
        return waits ? new Booked(this, new LinkedHashMap<>()) : book(now, rules, Optional.empty());
    }

    /// Nobody looked from a moment on: what the host did since then is not known.
    public Booked unseen(Instant since, Instant now, Rules rules) {
        Booked seen = book(since, rules, Optional.empty());
        HostAccount blind =
                new HostAccount(
                        HostActivity.UNKNOWN,
                        seen.account.until,
                        Optional.empty(),
                        Optional.empty());
        Booked unseen = blind.book(now, rules, Optional.empty());
        unseen.days.forEach((day, use) -> seen.days.merge(day, use, EnergyUse::plus));
        return new Booked(begin(activity, now), seen.days);
    }

    /// The clock was set back: what was booked stays, and the time counts from here on.
    public HostAccount setBack(Instant now) {
        return begin(activity, now);
    }

    private Booked book(Instant now, Rules rules, Optional<Measured> measured) {
        Map<LocalDate, EnergyUse> days = new LinkedHashMap<>();
        Instant from = until;
        Optional<Measured> left = measured;
        while (from.isBefore(now)) {
            LocalDate day = from.atZone(rules.zone).toLocalDate();
            Instant end = day.plusDays(1).atStartOfDay(rules.zone).toInstant();
            Instant to = end.isBefore(now) ? end : now;
            long millis = to.toEpochMilli() - from.toEpochMilli();
            long open = now.toEpochMilli() - from.toEpochMilli();
            Optional<Measured> share = left.map(some -> some.share(millis, open));
            left = left.flatMap(some -> share.map(some::less));
            days.merge(day, EnergyUse.of(activity, millis, rules.power, share), EnergyUse::plus);
            from = to;
        }
        return new Booked(new HostAccount(activity, from, reading, read), days);
    }
}
