package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.energy.EnergyUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// What hosts used and saved, by days.
public final class EnergyTable {
    private static final String SUMS =
            """
            SUM(awake_ms) AS awake_ms, SUM(asleep_ms) AS asleep_ms, SUM(between_ms) AS between_ms,
            SUM(unknown_ms) AS unknown_ms, SUM(whole_ms) AS whole_ms, SUM(whole_mj) AS whole_mj,
            SUM(part_ms) AS part_ms, SUM(part_mj) AS part_mj, SUM(part_use_mj) AS part_use_mj,
            SUM(model_mj) AS model_mj, SUM(saved_mj) AS saved_mj, SUM(sleeps) AS sleeps
            """;

    private static final String CHOSEN =
            """
            FROM energy JOIN host ON host.id = energy.host
            WHERE day >= :from AND day < :end
              AND (:every_host = 1 OR host.name = :host) AND (:every_pool = 1 OR pool = :pool)
            """;

    private final Handle handle;

    EnergyTable(Handle handle) {
        this.handle = handle;
    }

    /// Which rows are meant.
    ///
    /// @param host the name of the only one; empty for all
    /// @param pool the name of the only one; empty for all
    public record Choice(YearMonth month, Optional<String> host, Optional<String> pool) {}

    /// What hosts of a pool came to.
    ///
    /// @param host its name; empty for all hosts of the pool
    /// @param hosts how many they are
    public record Sum(Optional<String> host, String pool, long hosts, EnergyUse use) {}

    /// What all chosen hosts came to on a day.
    public record Day(LocalDate day, EnergyUse use) {}

    /// Adds to what a host came to on a day.
    public void add(LocalDate day, String host, String pool, EnergyUse use) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO energy (
                                    day, host, pool, awake_ms, asleep_ms, between_ms, unknown_ms,
                                    whole_ms, whole_mj, part_ms, part_mj, part_use_mj, model_mj,
                                    saved_mj, sleeps)
                                VALUES (
                                    :day, :host, :pool, :awake, :asleep, :between, :unknown,
                                    :whole_time, :whole, :part_time, :part, :part_use, :model,
                                    :saved, :sleeps)
                                ON CONFLICT (day, host, pool) DO UPDATE SET
                                    awake_ms = energy.awake_ms + :awake,
                                    asleep_ms = energy.asleep_ms + :asleep,
                                    between_ms = energy.between_ms + :between,
                                    unknown_ms = energy.unknown_ms + :unknown,
                                    whole_ms = energy.whole_ms + :whole_time,
                                    whole_mj = energy.whole_mj + :whole,
                                    part_ms = energy.part_ms + :part_time,
                                    part_mj = energy.part_mj + :part,
                                    part_use_mj = energy.part_use_mj + :part_use,
                                    model_mj = energy.model_mj + :model,
                                    saved_mj = energy.saved_mj + :saved,
                                    sleeps = energy.sleeps + :sleeps
                                """)
                        .bind("day", day.toString())
                        .bind("host", host)
                        .bind("pool", pool)
                        .bind("awake", use.awake())
                        .bind("asleep", use.asleep())
                        .bind("between", use.between())
                        .bind("unknown", use.unknown())
                        .bind("whole_time", use.wholeTime())
                        .bind("whole", use.whole())
                        .bind("part_time", use.partTime())
                        .bind("part", use.part())
                        .bind("part_use", use.partUse())
                        .bind("model", use.model())
                        .bind("saved", use.saved())
                        .bind("sleeps", use.sleeps())
                        .execute();
    }

    /// Up to when each host is booked, by its identity.
    public Map<String, Instant> booked() {
        Map<String, Instant> booked = new HashMap<>();
        handle.createQuery("SELECT host, booked FROM energy_cursor")
                .map((row, _) ->
                        Map.entry(
                                row.getString("host"), Instant.ofEpochMilli(row.getLong("booked"))))
                .forEach(host -> booked.put(host.getKey(), host.getValue()));
        return booked;
    }

    /// A host is booked up to a moment.
    public void booked(String host, Instant until) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO energy_cursor (host, booked) VALUES (:host, :booked)
                                ON CONFLICT (host) DO UPDATE SET booked = :booked
                                """)
                        .bind("host", host)
                        .bind("booked", until.toEpochMilli())
                        .execute();
    }

    /// Forgets all days before one.
    public void forget(LocalDate before) {
        int _ =
                handle.createUpdate("DELETE FROM energy WHERE day < :before")
                        .bind("before", before.toString())
                        .execute();
    }

    /// What each host came to in each pool, by their names.
    ///
    /// @param host the name after which to begin, with the pool; two empty texts for the first page
    public List<Sum> byHost(Choice choice, String host, String pool, int most) {
        try (Query query =
                handle.createQuery(
                        """
                        SELECT host.name AS name, pool, 1 AS hosts, <sums> <chosen>
                          AND (host.name > :after_host
                               OR (host.name = :after_host AND pool > :after_pool))
                        GROUP BY host.name, pool ORDER BY host.name, pool LIMIT :most
                        """)) {
            return chosen(query, choice)
                    .bind("after_host", host)
                    .bind("after_pool", pool)
                    .bind("most", most)
                    .map((row, _) -> sum(row, Optional.of(row.getString("name"))))
                    .list();
        }
    }

    /// What the hosts of each pool came to.
    public List<Sum> byPool(Choice choice) {
        try (Query query =
                handle.createQuery(
                        """
                        SELECT pool, COUNT(DISTINCT host.id) AS hosts, <sums> <chosen>
                        GROUP BY pool ORDER BY pool
                        """)) {
            return chosen(query, choice).map((row, _) -> sum(row, Optional.empty())).list();
        }
    }

    /// What all of them came to on each day.
    public List<Day> byDay(Choice choice) {
        try (Query query =
                handle.createQuery("SELECT day, <sums> <chosen> GROUP BY day ORDER BY day")) {
            return chosen(query, choice)
                    .map((row, _) -> new Day(LocalDate.parse(row.getString("day")), use(row)))
                    .list();
        }
    }

    private static <T extends SqlStatement<T>> T chosen(T query, Choice choice) {
        return query.define("sums", SUMS)
                .define("chosen", CHOSEN)
                .bind("from", choice.month().atDay(1).toString())
                .bind("end", choice.month().plusMonths(1).atDay(1).toString())
                .bind("every_host", choice.host().isEmpty() ? 1 : 0)
                .bind("host", choice.host().orElse(""))
                .bind("every_pool", choice.pool().isEmpty() ? 1 : 0)
                .bind("pool", choice.pool().orElse(""));
    }

    private static Sum sum(ResultSet row, Optional<String> host) throws SQLException {
        return new Sum(host, row.getString("pool"), row.getLong("hosts"), use(row));
    }

    private static EnergyUse use(ResultSet row) throws SQLException {
        return new EnergyUse(
                row.getLong("awake_ms"),
                row.getLong("asleep_ms"),
                row.getLong("between_ms"),
                row.getLong("unknown_ms"),
                row.getLong("whole_ms"),
                row.getLong("whole_mj"),
                row.getLong("part_ms"),
                row.getLong("part_mj"),
                row.getLong("part_use_mj"),
                row.getLong("model_mj"),
                row.getLong("saved_mj"),
                row.getLong("sleeps"));
    }
}
