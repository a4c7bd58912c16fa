package dev.lungfish.controller.series;

import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.controller.fleet.PoolReport;
import dev.lungfish.controller.store.SampleTable;
import dev.lungfish.controller.store.Store;
import dev.lungfish.core.fleet.energy.HostActivity;
import dev.lungfish.core.fleet.plan.BoundReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps what each pool is, once in five minutes. For one thread.
public final class PoolSampler {
    /// After so long hours are kept, and no shorter times.
    static final Duration FINE = Duration.ofDays(30);

    /// After so long nothing is kept.
    public static final Duration KEPT = Duration.ofDays(400);

    private final FleetLoop loop;
    private final Store store;
    private final InstantSource clock;
    private Optional<Instant> latest = Optional.empty();
    private Optional<Instant> tidied = Optional.empty();

    public PoolSampler(FleetLoop loop, Store store, InstantSource clock) {
        this.loop = loop;
        this.store = store;
        this.clock = clock;
    }

    /// Lets time pass. To be called often.
    public void tick() {
        Instant slot = beginning(clock.instant(), SampleTable.SPAN);
        if (latest.equals(Optional.of(slot))) {
            return;
        }
        List<SampleTable.Row> rows = rows(slot);
        Instant day = beginning(slot, Duration.ofDays(1));
        boolean tidies = !tidied.equals(Optional.of(day));
        boolean more =
                store.work(transaction -> {
                    rows.forEach(transaction.samples()::add);
                    if (!tidies) {
                        return false;
                    }
                    transaction.samples().forget(slot.minus(KEPT));
                    return transaction.samples().thin(slot.minus(FINE));
                });
        latest = Optional.of(slot);
        tidied = more ? Optional.empty() : Optional.of(day);
    }

    private List<SampleTable.Row> rows(Instant slot) {
        Map<String, Map<HostActivity, Integer>> activities = new HashMap<>();
        for (PlacedMember host : loop.questions().members()) {
            activities
                    .computeIfAbsent(host.pool(), _ -> new EnumMap<>(HostActivity.class))
                    .merge(HostActivity.of(host.state()), 1, Integer::sum);
        }
        List<SampleTable.Row> rows = new ArrayList<>();
        for (PoolReport pool : loop.questions().pools()) {
            Map<HostActivity, Integer> hosts = activities.getOrDefault(pool.name(), Map.of());
            rows.add(
                    new SampleTable.Row(
                            pool.name(),
                            slot,
                            SampleTable.SPAN,
                            pool.bound().hosts(),
                            pool.bound().awake(),
                            hosts.getOrDefault(HostActivity.ASLEEP, 0),
                            hosts.getOrDefault(HostActivity.BETWEEN, 0),
                            pool.bound().used(),
                            pool.bound().free(),
                            reserve(pool),
                            pool.bound().least(),
                            pool.forecast()
                                    .now()
                                    .map(expected ->
                                            new SampleTable.Expected(
                                                    expected.low(),
                                                    expected.median(),
                                                    expected.high()))));
        }
        return rows;
    }

    private static int reserve(PoolReport pool) {
        return pool.bound().rules().stream()
                .mapToInt(rule ->
                        switch (rule) {
                            case BoundReason.AwakeByUse use -> use.reserve();
                            case BoundReason.AwakeByArrivals arrivals -> arrivals.reserve();
                            default -> 0;
                        })
                .max()
                .orElse(0);
    }

    private static Instant beginning(Instant at, Duration slot) {
        long millis = slot.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }
}
