package dev.lungfish.controller.fleet;

import dev.lungfish.controller.config.PoolConfiguration;
import dev.lungfish.controller.config.PoolsConfiguration;
import dev.lungfish.controller.store.PoolTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.pool.FleetRates;
import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.fleet.pool.Rates.Pace;
import dev.lungfish.core.fleet.pool.TokenBucket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is left of the rates. It is kept with each change that it pays for: a controller that
/// starts anew goes on where the last one stopped. For who has the loop's lock.
final class KeptRates {
    private final Map<String, TokenBucket> saved = new HashMap<>();
    private FleetRates rates;

    KeptRates(PoolsConfiguration configured, Transaction transaction, Instant now) {
        Map<String, PoolTable.Level> left = transaction.pools().rates();
        Map<String, Pace> pools = new HashMap<>();
        for (PoolConfiguration pool : configured.all()) {
            pools.put(pool.name(), continued("pool/" + pool.name(), pool.limits().full(now), left));
        }
        Map<String, Pace> domains = new HashMap<>();
        configured
                .domains()
                .forEach((name, domain) ->
                        domains.put(
                                name, continued("power/" + name, domain.limits().full(now), left)));
        rates = new FleetRates(pools, domains);
        saved.putAll(buckets());
    }

    private static Pace continued(String name, Pace full, Map<String, PoolTable.Level> left) {
        return new Pace(
                full.hosts().map(bucket -> continued(bucket, left.get(name + "/hosts"))),
                full.watts().map(bucket -> continued(bucket, left.get(name + "/watts"))));
    }

    private static TokenBucket continued(TokenBucket full, PoolTable.@Nullable Level left) {
        return left == null
                ? full
                : new TokenBucket(
                        full.perMinute(),
                        full.most(),
                        Math.min(full.most(), left.tokens()),
                        left.at());
    }

    Rates of(String pool) {
        return rates.of(pool);
    }

    FleetRates all() {
        return rates;
    }

    /// Takes what is left after hosts of a pool have changed.
    void after(String pool, Rates left) {
        rates = rates.with(pool, left);
    }

    void after(FleetRates left) {
        rates = left;
    }

    /// How all is again what it is now.
    Runnable undo() {
        FleetRates before = rates;
        return () -> rates = before;
    }

    /// Whether anything was spent since it was kept.
    boolean isChanged() {
        return !buckets().equals(saved);
    }

    /// Keeps what was spent.
    void write(Transaction transaction) {
        buckets()
                .forEach((name, bucket) -> {
                    if (!Optional.of(bucket).equals(Optional.ofNullable(saved.put(name, bucket)))) {
                        transaction.pools().put(name, bucket);
                    }
                });
    }

    private Map<String, TokenBucket> buckets() {
        Map<String, TokenBucket> buckets = new HashMap<>();
        rates.pools().forEach((name, pace) -> add("pool/" + name, pace, buckets));
        rates.domains().forEach((name, pace) -> add("power/" + name, pace, buckets));
        return buckets;
    }

    private static void add(String name, Pace pace, Map<String, TokenBucket> buckets) {
        pace.hosts().ifPresent(bucket -> buckets.put(name + "/hosts", bucket));
        pace.watts().ifPresent(bucket -> buckets.put(name + "/watts", bucket));
    }
}
