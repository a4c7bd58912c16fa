package dev.lungfish.controller.whatif;

import dev.lungfish.controller.fleet.PoolSetting;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.core.fleet.energy.PowerModel;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.plan.IdleRule;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.replay.engine.FleetReplay;
import dev.lungfish.replay.engine.Setting;
import dev.lungfish.replay.result.Curve;
import dev.lungfish.replay.result.Figures;
import dev.lungfish.replay.trace.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Replays the recorded use of a pool by its rules and by changed ones. One at a time, and never
/// for long: it is asked on the machine that wakes hosts. Safe for use by several threads.
public final class WhatIf {
    /// How far back is looked.
    public static final Duration WEEK = Duration.ofDays(7);

    private static final Duration LEAST = Duration.ofDays(1);
    private static final Duration MOST = Duration.ofSeconds(20);
    private static final int MOST_HOSTS = 2000;

    private final Semaphore turn = new Semaphore(1);
    private final Supplier<Supplier<Duration>> watch;

    /// @param watch begins to measure, and gives how long it has been since
    public WhatIf(Supplier<Supplier<Duration>> watch) {
        this.watch = watch;
    }

    /// What came of both.
    ///
    /// @param from the beginning of the time that was replayed
    /// @param need how many hosts were used
    /// @param toml the changes as they stand in the controller's file
    public record Answer(
            Instant from,
            Duration length,
            int hosts,
            Curve need,
            Figures today,
            Figures changed,
            String toml) {}

    /// Replays.
    ///
    /// @param past what is kept of the pool, oldest first
    /// @throws ReasonException with a [WhatIfReason]
    /// @throws IllegalArgumentException where the changed rules make no sense
    public Answer ask(PoolSetting pool, ChangedRules changes, List<SampleTable.Row> past) {
        if (!turn.tryAcquire()) {
            throw new ReasonException(new WhatIfReason.SimulationUnderWay());
        }
        try {
            return replay(pool, changes, past);
        } finally {
            turn.release();
        }
    }

    private Answer replay(PoolSetting pool, ChangedRules changes, List<SampleTable.Row> past) {
        Duration known =
                past.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(past.getFirst().at(), ends(past.getLast()));
        if (known.compareTo(LEAST) < 0) {
            throw new ReasonException(new WhatIfReason.PastTooShort(pool.name(), known, LEAST));
        }
        int hosts = past.stream().mapToInt(SampleTable.Row::hosts).max().orElse(0);
        if (hosts > MOST_HOSTS) {
            throw new ReasonException(
                    new WhatIfReason.PoolTooLarge(pool.name(), hosts, MOST_HOSTS));
        }
        Need need = need(past, Math.max(1, hosts));
        Instant beginning = past.getFirst().at();
        Supplier<Duration> elapsed = watch.get();
        Figures today =
                replay(pool, ChangedRules.NOTHING, need, Math.max(1, hosts), beginning, elapsed);
        Figures changed = replay(pool, changes, need, Math.max(1, hosts), beginning, elapsed);
        Curve curve = new Curve(need.length());
        for (int i = 0; i + 1 < need.steps(); i++) {
            curve.add(need.times()[i], need.times()[i + 1], need.hosts()[i]);
        }
        return new Answer(
                beginning, known, hosts, curve, today, changed, changes.toml(pool.name()));
    }

    private static Figures replay(
            PoolSetting pool,
            ChangedRules changes,
            Need need,
            int hosts,
            Instant beginning,
            Supplier<Duration> elapsed) {
        PowerModel power = pool.power();
        IdleRule idle = changes.idle().orElse(pool.idle());
        Setting setting =
                new Setting(
                        hosts,
                        new CheckIn.Capacity(1, 1),
                        new PowerModel(
                                power.awake(),
                                power.asleep(),
                                power.changing(),
                                power.down(),
                                pool.resume()),
                        changes.of(pool.rules(), pool.reserve()),
                        pool.limits(),
                        idle);
        return FleetReplay.of(
                        setting,
                        need,
                        need.withRules(setting.least(), setting.reserve(), hosts),
                        beginning,
                        () -> elapsed.get().compareTo(MOST) < 0)
                .orElseThrow(() -> new ReasonException(new WhatIfReason.SimulationTooLong(MOST)));
    }

    private static Instant ends(SampleTable.Row sample) {
        return sample.at().plus(sample.span());
    }

    /// What was used, as steps. Where nothing was kept it is as it was before.
    private static Need need(List<SampleTable.Row> past, int hosts) {
        Instant beginning = past.getFirst().at();
        long[] times = new long[past.size() + 1];
        int[] used = new int[past.size() + 1];
        int[] arrivals = new int[past.size() + 1];
        int count = 0;
        for (SampleTable.Row sample : past) {
            int now = Math.min(sample.used(), hosts);
            if (count > 0 && used[count - 1] == now) {
                continue;
            }
            times[count] = Duration.between(beginning, sample.at()).toMillis();
            used[count] = now;
            arrivals[count] = count == 0 ? 0 : Math.max(0, now - used[count - 1]);
            count++;
        }
        times[count] = Duration.between(beginning, ends(past.getLast())).toMillis();
        used[count] = used[count - 1];
        count++;
        return new Need(
                Arrays.copyOf(times, count),
                Arrays.copyOf(used, count),
                Arrays.copyOf(arrivals, count));
    }
}
