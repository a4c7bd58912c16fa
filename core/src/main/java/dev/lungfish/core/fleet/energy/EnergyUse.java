package dev.lungfish.core.fleet.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a host did over some time, what it used, and what it saved. Lengths are milliseconds,
/// amounts millijoules: with whole watts the sums are exact.
///
/// @param awake how long it was awake
/// @param asleep how long it slept
/// @param between how long it fell asleep and came back
/// @param unknown how long it is not known what it did: nothing is booked for that
/// @param wholeTime for how much of [#awake] the whole host was measured
/// @param whole what was measured in that time
/// @param partTime for how much of [#awake] a part of the host was measured
/// @param part what was measured of that part
/// @param partUse what is taken for the whole host in that time: the model, and at least [#part]
/// @param model by the model: all other time awake, asleep and between
/// @param saved what it would have used awake and idle, less what it used asleep and between; less
///   than zero where it slept too shortly
/// @param sleeps how often it came to sleep
public record EnergyUse(
        long awake,
        long asleep,
        long between,
        long unknown,
        long wholeTime,
        long whole,
        long partTime,
        long part,
        long partUse,
        long model,
        long saved,
        long sleeps) {
    private static final long SHARE = 100;

    public static final EnergyUse NONE = new EnergyUse(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// A sleep begins.
    static final EnergyUse SLEEP = new EnergyUse(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /// What was measured over a time awake.
    ///
    /// @param time how much of it, in milliseconds
    /// @param amount in millijoules
    public record Measured(MeterScope scope, long time, long amount) {
        /// A share of it.
        Measured share(long part, long all) {
            return new Measured(scope, scaled(time, part, all), scaled(amount, part, all));
        }

        Measured less(Measured other) {
            return new Measured(scope, time - other.time, amount - other.amount);
        }

        private static long scaled(long value, long part, long all) {
            return all == 0 ? 0 : Math.round((double) value * part / all);
        }
    }

    /// What a time comes to.
    ///
    /// @param millis how long it was
    /// @param measured what was measured of it; only of a time awake
    static EnergyUse of(
            HostActivity activity, long millis, PowerModel power, Optional<Measured> measured) {
        return switch (activity) {
            case AWAKE -> awake(millis, power, measured);
            case ASLEEP ->
                    new EnergyUse(
                            0,
                            millis,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            amount(power.asleep(), millis),
                            amount(power.awake(), millis) - amount(power.asleep(), millis),
                            0);
            case BETWEEN ->
                    new EnergyUse(
                            0,
                            0,
                            millis,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            amount(power.changing(), millis),
                            amount(power.awake(), millis) - amount(power.changing(), millis),
                            0);
            case UNKNOWN -> new EnergyUse(0, 0, 0, millis, 0, 0, 0, 0, 0, 0, 0, 0);
        };
    }

    private static EnergyUse awake(long millis, PowerModel power, Optional<Measured> measured) {
        long time = measured.map(Measured::time).orElse(0L);
        long amount = measured.map(Measured::amount).orElse(0L);
        long model = amount(power.awake(), millis - time);
        boolean whole = measured.filter(some -> some.scope() == MeterScope.WHOLE).isPresent();
        return whole
                ? new EnergyUse(millis, 0, 0, 0, time, amount, 0, 0, 0, model, 0, 0)
                : new EnergyUse(
                        millis,
                        0,
                        0,
                        0,
                        0,
                        0,
                        time,
                        amount,
                        Math.max(amount, amount(power.awake(), time)),
                        model,
                        0,
                        0);
    }

    private static long amount(double watts, long millis) {
        return Math.round(watts * millis);
    }

    /// Both together.
    public EnergyUse plus(EnergyUse other) {
        return new EnergyUse(
                awake + other.awake,
                asleep + other.asleep,
                between + other.between,
                unknown + other.unknown,
                wholeTime + other.wholeTime,
                whole + other.whole,
                partTime + other.partTime,
                part + other.part,
                partUse + other.partUse,
                model + other.model,
                saved + other.saved,
                sleeps + other.sleeps);
    }

    /// What was used in all.
    public long used() {
        return whole + partUse + model;
    }

    /// How it is known what was used while the host was awake: each way that has a hundredth of
    /// that time. What a host uses asleep and between is always by the model.
    public List<EnergyBasis> bases() {
        List<EnergyBasis> bases = new ArrayList<>();
        if (counts(wholeTime)) {
            bases.add(EnergyBasis.MEASURED);
        }
        if (counts(partTime)) {
            bases.add(EnergyBasis.PART);
        }
        if (counts(awake - wholeTime - partTime) || bases.isEmpty()) {
            bases.add(EnergyBasis.MODEL);
        }
        return bases;
    }

    private boolean counts(long time) {
        return time > 0 && time >= awake / SHARE;
    }
}
