package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.forecast.WeeklyForecast;
import dev.lungfish.core.fleet.plan.IdleKnowledge;
import dev.lungfish.core.fleet.pool.ResumeTimes;
import dev.lungfish.core.fleet.pool.TokenBucket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// What was learned of pools: their history, and what is left of their rates.
public final class PoolTable {
    private static final double THOUSANDTHS = 1000;

    private final Handle handle;

    PoolTable(Handle handle) {
        this.handle = handle;
    }

    /// What was left of a rate.
    public record Level(double tokens, Instant at) {}

    /// Hosts of a pool that began to be used, at one moment or in a quarter of an hour.
    public record Count(Instant at, int hosts) {}

    /// What is left of each rate, by its name.
    public Map<String, Level> rates() {
        Map<String, Level> rates = new HashMap<>();
        handle.createQuery("SELECT * FROM rate")
                .map((row, _) ->
                        Map.entry(
                                row.getString("name"),
                                new Level(
                                        row.getLong("tokens") / THOUSANDTHS,
                                        Instant.ofEpochMilli(row.getLong("at")))))
                .forEach(rate -> rates.put(rate.getKey(), rate.getValue()));
        return rates;
    }

    /// Keeps what is left of a rate.
    public void put(String rate, TokenBucket bucket) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO rate (name, tokens, at) VALUES (:name, :tokens, :at)
                                ON CONFLICT (name) DO UPDATE SET tokens = :tokens, at = :at
                                """)
                        .bind("name", rate)
                        .bind("tokens", (long) Math.floor(bucket.tokens() * THOUSANDTHS))
                        .bind("at", bucket.at().toEpochMilli())
                        .execute();
    }

    /// How long each host took to wake, by its identity.
    public Map<String, ResumeTimes> resumes() {
        Map<String, ResumeTimes> resumes = new HashMap<>();
        handle.createQuery("SELECT * FROM resume")
                .map((row, _) -> Map.entry(row.getString("host"), resumes(row.getString("newest"))))
                .forEach(host -> resumes.put(host.getKey(), host.getValue()));
        return resumes;
    }

    private static ResumeTimes resumes(String written) {
        return new ResumeTimes(
                Arrays.stream(written.split(",", -1))
                        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                        .toList());
    }

    /// Keeps how long a host took to wake.
    public void put(String host, ResumeTimes times) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO resume (host, newest) VALUES (:host, :newest)
                                ON CONFLICT (host) DO UPDATE SET newest = :newest
                                """)
                        .bind("host", host)
                        .bind(
                                "newest",
                                times.newest().stream()
                                        .map(time -> String.valueOf(time.toMillis()))
                                        .collect(Collectors.joining(",")))
                        .execute();
    }

    /// When hosts of a pool began to be used, oldest first.
    public List<Count> arrivals(String pool) {
        return handle.createQuery("SELECT at, hosts FROM arrival WHERE pool = :pool ORDER BY at")
                .bind("pool", pool)
                .map((row, _) ->
                        new Count(Instant.ofEpochMilli(row.getLong("at")), row.getInt("hosts")))
                .list();
    }

    /// Hosts of a pool begin to be used. What is too old is forgotten.
    public void arrive(String pool, Count arrival, Duration memory) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO arrival (pool, at, hosts) VALUES (:pool, :at, :hosts)
                                ON CONFLICT (pool, at) DO UPDATE SET hosts = arrival.hosts + :hosts
                                """)
                        .bind("pool", pool)
                        .bind("at", arrival.at().toEpochMilli())
                        .bind("hosts", arrival.hosts())
                        .execute();
        int _ =
                handle.createUpdate("DELETE FROM arrival WHERE pool = :pool AND at < :oldest")
                        .bind("pool", pool)
                        .bind("oldest", arrival.at().minus(memory).toEpochMilli())
                        .execute();
    }

    /// What was learned of how long hosts of a pool are idle; empty where nothing was.
    public Optional<IdleKnowledge> idle(String pool) {
        return handle.createQuery("SELECT * FROM pool_idle WHERE pool = :pool")
                .bind("pool", pool)
                .map((row, _) ->
                        new IdleKnowledge(
                                Duration.ofMillis(row.getLong("break_even")),
                                Arrays.stream(row.getString("costs").split(",", -1))
                                        .map(cost -> seconds(Long.parseLong(cost)))
                                        .toList(),
                                seconds(row.getLong("least")),
                                seconds(row.getLong("used")),
                                seconds(row.getLong("weighed")),
                                row.getInt("gaps"),
                                Duration.ofMillis(row.getLong("wait"))))
                .findOne();
    }

    private static double seconds(long millis) {
        return millis / THOUSANDTHS;
    }

    private static long millis(double seconds) {
        return Math.round(seconds * THOUSANDTHS);
    }

    /// Keeps what was learned of how long hosts of a pool are idle.
    public void keep(String pool, IdleKnowledge known) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO pool_idle (pool, break_even, wait, gaps, used, weighed, least, costs)
                                VALUES (:pool, :breakEven, :wait, :gaps, :used, :weighed, :least, :costs)
                                ON CONFLICT (pool) DO UPDATE SET break_even = :breakEven, wait = :wait,
                                    gaps = :gaps, used = :used, weighed = :weighed, least = :least, costs = :costs
                                """)
                        .bind("pool", pool)
                        .bind("breakEven", known.breakEven().toMillis())
                        .bind("wait", known.waiting().toMillis())
                        .bind("gaps", known.gaps())
                        .bind("used", millis(known.used()))
                        .bind("weighed", millis(known.weighed()))
                        .bind("least", millis(known.least()))
                        .bind(
                                "costs",
                                known.costs().stream()
                                        .map(cost -> String.valueOf(millis(cost)))
                                        .collect(Collectors.joining(",")))
                        .execute();
    }

    /// How many hosts of a pool were used in each quarter of an hour, oldest first.
    public List<Count> uses(String pool) {
        return handle.createQuery("SELECT at, used FROM pool_use WHERE pool = :pool ORDER BY at")
                .bind("pool", pool)
                .map((row, _) ->
                        new Count(Instant.ofEpochMilli(row.getLong("at")), row.getInt("used")))
                .list();
    }

    /// Keeps a quarter of an hour. What is too old is forgotten.
    public void use(String pool, WeeklyForecast.Slot slot) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO pool_use (pool, at, used) VALUES (:pool, :at, :used)
                                ON CONFLICT (pool, at) DO UPDATE SET used = :used
                                """)
                        .bind("pool", pool)
                        .bind("at", slot.at().toEpochMilli())
                        .bind("used", slot.most())
                        .execute();
        int _ =
                handle.createUpdate("DELETE FROM pool_use WHERE pool = :pool AND at < :oldest")
                        .bind("pool", pool)
                        .bind(
                                "oldest",
                                slot.at().minus(WeeklyForecast.MEMORY.plusDays(1)).toEpochMilli())
                        .execute();
    }
}
