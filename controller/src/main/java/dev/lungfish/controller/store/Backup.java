package dev.lungfish.controller.store;

import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.state.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/// All that a database holds, as lines of JSON: one for each row, a first one that says what it is,
/// and a last one by which a file that was cut short is known. The same for each kind of database.
public final class Backup {
    private static final String KIND = "lungfish controller backup";
    private static final int VERSION = 1;

    /// In an order in which they can be filled. The first one is not copied as it is.
    private static final List<String> TABLES =
            List.of(
                    "host",
                    "host_state",
                    "lease",
                    "demand",
                    "hold",
                    "drain",
                    "guest_move",
                    "move_failure",
                    "token",
                    "event",
                    "rate",
                    "resume",
                    "arrival",
                    "pool_use",
                    "energy",
                    "energy_cursor",
                    "pool_idle",
                    "pool_sample",
                    "access",
                    "audit");

    private Backup() {}

    /// Writes a backup of one moment. The controller may run meanwhile.
    public static void write(Store store, Writer to, Instant now) throws IOException {
        List<String> lines =
                store.work(transaction -> lines(transaction.handle(), transaction.epoch(), now));
        for (String line : lines) {
            to.write(line);
            to.write('\n');
        }
    }

    private static List<String> lines(Handle handle, Epoch epoch, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(
                line(
                        Map.of(
                                "backup",
                                KIND,
                                "version",
                                VERSION,
                                "made",
                                now.toEpochMilli(),
                                "epoch",
                                epoch.number())));
        for (String table : TABLES) {
            handle.createQuery("SELECT * FROM <table>")
                    .define("table", table)
                    .mapToMap()
                    .forEach(row -> lines.add(row(table, row)));
        }
        lines.add(line(Map.of("end", lines.size() - 1)));
        return lines;
    }

    private static String row(String table, Map<String, Object> row) {
        Map<String, Object> values = new HashMap<>();
        row.forEach((column, value) -> {
            if (value != null) {
                values.put(column, value);
            }
        });
        values.put("table", table);
        return line(values);
    }

    private static String line(Map<String, Object> values) {
        return new String(
                JsonObject.write(json ->
                        values.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .forEach(entry -> {
                                    if (entry.getValue() instanceof Number number) {
                                        json.writeNumberProperty(
                                                entry.getKey(), number.longValue());
                                    } else {
                                        json.writeStringProperty(
                                                entry.getKey(), String.valueOf(entry.getValue()));
                                    }
                                })),
                StandardCharsets.UTF_8);
    }

    /// Puts a backup in the place of all that the database holds, and raises the epoch above that
    /// of the backup and that of the database: hosts refuse what another controller orders by an
    /// older one. No controller may use the database meanwhile.
    ///
    /// @throws ReasonException where it is no backup, or not a whole one; then nothing is changed
    public static Epoch restore(Store store, Reader from, Instant now) throws IOException {
        List<JsonObject> lines = read(from);
        JsonObject head = lines.getFirst();
        Epoch restored = store.work(transaction -> put(transaction, lines, head, now));
        store.hosts().forget();
        return restored;
    }

    private static Epoch put(
            Transaction transaction, List<JsonObject> lines, JsonObject head, Instant now) {
        Epoch present = transaction.epoch();
        Epoch old = new Epoch(head.number("epoch"));
        Epoch epoch = (present.isBelow(old) ? old : present).next();
        Handle handle = transaction.handle();
        // Who was turned out since the backup stays out.
        List<AccessTable.Row> revoked =
                transaction.access().all().stream()
                        .filter(row -> row.revoked().isPresent())
                        .toList();
        for (String table : TABLES.reversed()) {
            int _ = handle.createUpdate("DELETE FROM <table>").define("table", table).execute();
        }
        for (JsonObject line : lines.subList(1, lines.size() - 1)) {
            insert(handle, line);
        }
        revoked.forEach(row -> transaction.access().revoke(row.name(), now));
        transaction.setEpoch(epoch);
        transaction.setRestored(true);
        transaction
                .events()
                .add(
                        now,
                        Optional.empty(),
                        new StoreReason.BackupRestored(
                                Instant.ofEpochMilli(head.number("made")), epoch.number()));
        return epoch;
    }

    private static List<JsonObject> read(Reader from) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        try (BufferedReader reader = new BufferedReader(from)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JsonObject.parse(line.getBytes(StandardCharsets.UTF_8)));
            }
            boolean whole =
                    lines.size() >= 2
                            && lines.getFirst().text("backup").equals(KIND)
                            && lines.getLast().number("end") == lines.size() - 2L;
            if (!whole || lines.getFirst().number("version") != VERSION) {
                throw new IllegalArgumentException("it is no whole backup of this version");
            }
            return lines;
        } catch (IllegalArgumentException e) {
            throw new ReasonException(new StoreReason.BackupFailed(String.valueOf(e.getMessage())));
        }
    }

    private static void insert(Handle handle, JsonObject line) {
        String table = line.text("table");
        if (!TABLES.contains(table)) {
            throw new ReasonException(
                    new StoreReason.BackupFailed("it has a table %s".formatted(table)));
        }
        // The database numbers events itself.
        List<String> columns =
                line.names().stream()
                        .filter(name -> !name.equals("table") && !name.equals("seq"))
                        .filter(name -> name.matches("[a-z_]+"))
                        .toList();
        try (Update update =
                handle.createUpdate("INSERT INTO <table> (<columns>) VALUES (<values>)")
                        .define("table", table)
                        .define("columns", String.join(", ", columns))
                        .define(
                                "values",
                                String.join(", ", columns.stream().map(":"::concat).toList()))) {
            for (String column : columns) {
                Update _ = update.bind(column, line.value(column));
            }
            int _ = update.execute();
        }
    }
}
