package dev.lungfish.controller.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jdbi.v3.core.Handle;

/// What each pool was at which time.
public final class SampleTable {
    /// For how long a new row stands.
    public static final Duration SPAN = Duration.ofMinutes(5);

    private static final Duration HOUR = Duration.ofHours(1);

    /// The most rows that are thinned at once.
    private static final int AT_ONCE = 5000;

    private final Handle handle;

    SampleTable(Handle handle) {
        this.handle = handle;
    }

    /// What a pool was.
    ///
    /// @param at the beginning of its time
    /// @param span how long it stands for
    /// @param changing hosts that fall asleep or come back
    /// @param free hosts that are awake and that nobody uses
    /// @param reserve how many of them the rules wanted
    /// @param least how many hosts the rules wanted awake
    /// @param expected what was forecast to be used; empty where nothing was
    public record Row(
            String pool,
            Instant at,
            Duration span,
            int hosts,
            int awake,
            int asleep,
            int changing,
            int used,
            int free,
            int reserve,
            int least,
            Optional<Expected> expected) {}

    /// What was forecast.
    public record Expected(int low, int median, int high) {}

    /// Keeps one; the first one of a time counts.
    public void add(Row row) {
        int _ =
                handle.createUpdate(
                                """
                                INSERT INTO pool_sample (pool, at, span, hosts, awake, asleep, changing, used, free,
                                    reserve, least, low, median, high)
                                VALUES (:pool, :at, :span, :hosts, :awake, :asleep, :changing, :used, :free,
                                    :reserve, :least, :low, :median, :high)
                                ON CONFLICT (pool, at) DO NOTHING
                                """)
                        .bind("pool", row.pool())
                        .bind("at", row.at().toEpochMilli())
                        .bind("span", row.span().toMillis())
                        .bind("hosts", row.hosts())
                        .bind("awake", row.awake())
                        .bind("asleep", row.asleep())
                        .bind("changing", row.changing())
                        .bind("used", row.used())
                        .bind("free", row.free())
                        .bind("reserve", row.reserve())
                        .bind("least", row.least())
                        .bind("low", row.expected().map(Expected::low))
                        .bind("median", row.expected().map(Expected::median))
                        .bind("high", row.expected().map(Expected::high))
                        .execute();
    }

    /// Those of a pool that begin from one moment on and before another, oldest first.
    public List<Row> between(String pool, Instant from, Instant until) {
        return handle.createQuery(
                        """
                        SELECT * FROM pool_sample WHERE pool = :pool AND at >= :from AND at < :until ORDER BY at
                        """)
                .bind("pool", pool)
                .bind("from", from.toEpochMilli())
                .bind("until", until.toEpochMilli())
                .map((row, _) -> row(row))
                .list();
    }

    /// Makes one row of each whole hour of rows before a moment, some at a time: the means, and the
    /// most of what was used and wanted.
    ///
    /// @return whether there may be more
    public boolean thin(Instant before) {
        List<Row> fine =
                handle.createQuery(
                                """
                                SELECT * FROM pool_sample WHERE at < :before AND span < :hour
                                ORDER BY at LIMIT :most
                                """)
                        .bind("before", hour(before).toEpochMilli())
                        .bind("hour", HOUR.toMillis())
                        .bind("most", AT_ONCE)
                        .map((row, _) -> row(row))
                        .list();
        boolean more = fine.size() == AT_ONCE;
        Instant end = more ? hour(fine.getLast().at()) : Instant.MAX;
        Map<String, List<Row>> hours = new LinkedHashMap<>();
        for (Row row : fine) {
            if (row.at().isBefore(end)) {
                hours.computeIfAbsent(
                                "%s %s".formatted(row.pool(), hour(row.at())),
                                _ -> new ArrayList<>())
                        .add(row);
            }
        }
        for (List<Row> some : hours.values()) {
            for (Row row : some) {
                int _ =
                        handle.createUpdate(
                                        "DELETE FROM pool_sample WHERE pool = :pool AND at = :at")
                                .bind("pool", row.pool())
                                .bind("at", row.at().toEpochMilli())
                                .execute();
            }
            add(together(some));
        }
        return more && !hours.isEmpty();
    }

    private static Instant hour(Instant at) {
        long millis = HOUR.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }

    private static Row together(List<Row> rows) {
        List<Expected> expected = rows.stream().flatMap(row -> row.expected().stream()).toList();
        return new Row(
                rows.getFirst().pool(),
                hour(rows.getFirst().at()),
                HOUR,
                most(rows, Row::hosts),
                mean(rows, Row::awake),
                mean(rows, Row::asleep),
                mean(rows, Row::changing),
                most(rows, Row::used),
                mean(rows, Row::free),
                mean(rows, Row::reserve),
                most(rows, Row::least),
                expected.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                new Expected(
                                        mean(expected, Expected::low),
                                        mean(expected, Expected::median),
                                        most(expected, Expected::high))));
    }

    private static <T> int mean(List<T> rows, ToIntFunction<T> value) {
        return (int) Math.round(rows.stream().mapToInt(value).average().orElse(0));
    }

    private static <T> int most(List<T> rows, ToIntFunction<T> value) {
        return rows.stream().mapToInt(value).max().orElse(0);
    }

    /// Forgets all before a moment.
    public void forget(Instant before) {
        int _ =
                handle.createUpdate("DELETE FROM pool_sample WHERE at < :before")
                        .bind("before", before.toEpochMilli())
                        .execute();
    }

    private static Row row(ResultSet row) throws SQLException {
        int low = row.getInt("low");
        Optional<Expected> expected =
                row.wasNull()
                        ? Optional.empty()
                        : Optional.of(new Expected(low, row.getInt("median"), row.getInt("high")));
        return new Row(
                row.getString("pool"),
                Instant.ofEpochMilli(row.getLong("at")),
                Duration.ofMillis(row.getLong("span")),
                row.getInt("hosts"),
                row.getInt("awake"),
                row.getInt("asleep"),
                row.getInt("changing"),
                row.getInt("used"),
                row.getInt("free"),
                row.getInt("reserve"),
                row.getInt("least"),
                expected);
    }
}
