package dev.lungfish.cli.render;

import dev.lungfish.state.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The energy of a month, for people. Amounts are kilowatt-hours where that says more.
public final class EnergyText {
    private static final double THOUSAND = 1000;
    private static final double SECONDS = 3600;

    private EnergyText() {}

    /// A table with a line for the sum, and what its marks mean.
    ///
    /// @param answer the first page, with the month and the sum
    /// @param rows of all pages
    public static String of(JsonObject answer, List<JsonObject> rows, Optional<Integer> room) {
        boolean byPool = !rows.isEmpty() && !rows.getFirst().has("host");
        List<List<String>> table = new ArrayList<>();
        table.add(
                List.of(
                        byPool ? "HOSTS" : "HOST",
                        "POOL",
                        "AWAKE",
                        "ASLEEP",
                        "BETWEEN",
                        "UNKNOWN",
                        "USED",
                        "SAVED",
                        "KNOWN BY"));
        for (JsonObject row : rows) {
            table.add(
                    line(
                            row.maybe("host", row::text)
                                    .orElseGet(() -> String.valueOf(row.number("hosts"))),
                            row.text("pool"),
                            row.object("energy")));
        }
        table.add(line("all", "", answer.object("sum")));
        return "%s: hours, and energy\n\n%s\n%s"
                .formatted(answer.text("month"), FittedTable.of(table, room), marks(answer));
    }

    private static List<String> line(String first, String pool, JsonObject energy) {
        return List.of(
                first,
                pool,
                hours(energy, "awake"),
                hours(energy, "asleep"),
                hours(energy, "between"),
                hours(energy, "unknown"),
                amount(decimal(energy, "used")),
                amount(decimal(energy, "saved")),
                String.join("+", energy.texts("how")));
    }

    /// Only of the marks that stand in the table.
    private static String marks(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        JsonObject sum = answer.object("sum");
        List<String> how = sum.texts("how");
        if (how.contains("measured")) {
            lines.add(
                    "measured: of the whole host, %s in all"
                            .formatted(amount(decimal(sum, "measured"))));
        }
        if (how.contains("part")) {
            lines.add(
                    "part: of processors and memory alone, %s in all; the rest by the model"
                            .formatted(amount(decimal(sum, "partMeasured"))));
        }
        lines.add("model: by the watts of the pool's settings, as all time asleep and between");
        return String.join("\n", lines) + "\n";
    }

    private static String hours(JsonObject energy, String name) {
        Duration length = energy.duration(name);
        return String.format(Locale.ROOT, "%.1f", length.toMillis() / THOUSAND / SECONDS);
    }

    /// Watt-hours for people.
    static String amount(double wattHours) {
        return Math.abs(wattHours) < THOUSAND
                ? String.format(Locale.ROOT, "%.1f Wh", wattHours)
                : String.format(Locale.ROOT, "%.1f kWh", wattHours / THOUSAND);
    }

    static double decimal(JsonObject object, String name) {
        return ((Number) object.value(name)).doubleValue();
    }
}
