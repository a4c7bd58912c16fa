package dev.lungfish.cli.render;

import dev.lungfish.state.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Answers of a controller, for people. Times are those of this machine's zone.
public final class FleetText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String NONE = "-";
    private static final String GAP = "  ";

    private FleetText() {}

    /// How many hosts are in which state.
    public static String status(JsonObject status) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STATE", "HOSTS"));
        status.counts("states")
                .forEach((state, count) -> rows.add(List.of(state, String.valueOf(count))));
        rows.add(List.of("all", String.valueOf(status.number("hosts"))));
        return table(rows);
    }

    /// A table of hosts.
    public static String hosts(JsonObject answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "STATE", "SINCE", "AWAKE BY", "CALLED", "GUESTS", "WANTED BY"));
        for (JsonObject host : answer.objects("hosts")) {
            rows.add(
                    List.of(
                            host.text("name"),
                            host.text("state"),
                            time(host, "since"),
                            time(host, "awakeBy"),
                            time(host, "called"),
                            host.maybe("guests", host::number).map(String::valueOf).orElse(NONE),
                            reason(host, "wanted").or(() -> reason(host, "held")).orElse(NONE)));
        }
        return rows.size() == 1 ? "No host has joined the fleet\n" : table(rows);
    }

    /// All that is known of one host.
    public static String host(JsonObject host) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s is %s since %s"
                        .formatted(host.text("name"), host.text("state"), time(host, "since")));
        host.maybe("awakeBy", host::instant)
                .ifPresent(_ -> lines.add("It is awake by %s".formatted(time(host, "awakeBy"))));
        host.maybe("called", host::instant)
                .ifPresent(_ -> lines.add("It called at %s".formatted(time(host, "called"))));
        reason(host, "wanted").ifPresent(why -> lines.add("It is wanted: %s".formatted(why)));
        reason(host, "held").ifPresent(why -> lines.add("It is held: %s".formatted(why)));
        host.maybe("pool", host::text)
                .ifPresent(pool -> lines.add("It is of the pool %s".formatted(pool)));
        host.maybe("plan", host::object)
                .ifPresent(plan -> {
                    lines.add("The plan: %s".formatted(plan.text("act")));
                    reason(plan, "why").ifPresent(why -> lines.add("Why: %s".formatted(why)));
                    plan.maybe("why", plan::object)
                            .flatMap(why -> why.maybe("remedy", why::text))
                            .ifPresent(remedy ->
                                    lines.add("What would change it: %s".formatted(remedy)));
                });
        return String.join("\n", lines) + "\n";
    }

    /// A line for each event, oldest first.
    public static String events(JsonObject answer) {
        return answer.objects("events").stream()
                .map(event ->
                        "%s%s%s\n"
                                .formatted(
                                        time(event, "at"),
                                        GAP,
                                        event.object("event").text("reason")))
                .collect(Collectors.joining());
    }

    /// A table of demands.
    public static String demands(JsonObject answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DEMAND", "BY", "FROM", "UNTIL", "HOSTS", "READY"));
        for (JsonObject demand : answer.objects("demands")) {
            rows.add(
                    List.of(
                            demand.text("id"),
                            demand.text("by"),
                            time(demand, "from"),
                            time(demand, "until"),
                            String.join(",", demand.texts("hosts")),
                            demand.objects("missing").stream()
                                    .map(missing -> missing.text("reason"))
                                    .findFirst()
                                    .orElseGet(() -> time(demand, "ready"))));
        }
        return rows.size() == 1 ? "Nobody needs a host\n" : table(rows);
    }

    private static Optional<String> reason(JsonObject object, String name) {
        return object.maybe(name, object::object).map(reason -> reason.text("reason"));
    }

    static String time(JsonObject object, String name) {
        return object.maybe(name, object::instant).map(FleetText::time).orElse(NONE);
    }

    private static String time(Instant at) {
        return TIME.format(at.atZone(ZoneId.systemDefault()));
    }

    /// Columns as wide as their widest cell; the last one is as long as it is.
    static String table(List<List<String>> rows) {
        int columns = rows.getFirst().size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                int column = i;
                int width =
                        rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
                text.append(row.get(i)).repeat(" ", width - row.get(i).length()).append(GAP);
            }
            text.append(row.getLast()).append('\n');
        }
        return text.toString();
    }
}
