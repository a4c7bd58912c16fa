package dev.lungfish.cli.render;

import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.state.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Answers of a controller, for people. Times are those of this machine's zone.
public final class FleetText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final String NONE = "-";
    private static final String GAP = "  ";

    /// The states that somebody should look at, the worst first.
    private static final List<String> URGENT =
            List.of("lost", "overdue", "sick", "limbo", "unknown", "due", "waking");

    private FleetText() {}

    /// How many hosts are in which state.
    public static String status(JsonObject status, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("STATE", "HOSTS"));
        status.counts("states")
                .forEach((state, count) -> rows.add(List.of(state, String.valueOf(count))));
        rows.add(List.of("all", String.valueOf(status.number("hosts"))));
        return FittedTable.of(rows, room);
    }

    /// How many hosts there are in all and in which states, in one line; then the hosts, those that
    /// somebody should look at first.
    public static String top(JsonObject status, List<JsonObject> hosts, Optional<Integer> room) {
        String states =
                status.counts("states").entrySet().stream()
                        .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", "));
        List<JsonObject> ordered =
                hosts.stream()
                        .sorted(
                                Comparator.comparingInt(
                                                (JsonObject host) -> urgency(host.text("state")))
                                        .thenComparing(host -> host.text("name")))
                        .toList();
        return "%d hosts: %s\n\n%s".formatted(status.number("hosts"), states, hosts(ordered, room));
    }

    private static int urgency(String state) {
        int place = URGENT.indexOf(state);
        return place < 0 ? URGENT.size() : place;
    }

    /// A table of hosts.
    public static String hosts(List<JsonObject> hosts, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "STATE", "SINCE", "AWAKE BY", "CALLED", "GUESTS", "WANTED BY"));
        for (JsonObject host : hosts) {
            rows.add(
                    List.of(
                            host.text("name"),
                            host.text("state"),
                            time(host, "since"),
                            time(host, "awakeBy"),
                            time(host, "called"),
                            host.maybe("guests", host::number).map(String::valueOf).orElse(NONE),
                            reason(host, "wanted")
                                    .or(() -> reason(host, "held"))
                                    .or(() -> reason(host, "drained"))
                                    .orElse(NONE)));
        }
        return rows.size() == 1 ? "No host has joined the fleet\n" : FittedTable.of(rows, room);
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
        reason(host, "drained").ifPresent(why -> lines.add("It is drained: %s".formatted(why)));
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

    /// A line for each event, oldest first. What fits no line is not cut: it is a sentence.
    public static String events(JsonObject answer) {
        List<JsonObject> events = answer.objects("events");
        int width = events.stream().mapToInt(event -> ofHost(event).length()).max().orElse(0);
        String line = "%%s%s%%-%ds%s%%s\n".formatted(GAP, width, GAP);
        return events.stream()
                .map(event ->
                        line.formatted(
                                time(event, "at"),
                                ofHost(event),
                                event.object("event").text("reason")))
                .collect(Collectors.joining());
    }

    /// `-` for what is of the whole fleet.
    private static String ofHost(JsonObject event) {
        return event.maybe("host", event::text).orElse("-");
    }

    /// A table of demands.
    public static String demands(List<JsonObject> demands, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("DEMAND", "BY", "FROM", "UNTIL", "HOSTS", "READY"));
        for (JsonObject demand : demands) {
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
        return rows.size() == 1 ? "Nobody needs a host\n" : FittedTable.of(rows, room);
    }

    /// Who asked the API for what, newest first.
    public static String audit(JsonObject answer, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("AT", "WHO", "ROLE", "FROM", "ACTION", "ON", "OUTCOME"));
        for (JsonObject request : answer.objects("requests")) {
            rows.add(
                    List.of(
                            time(request, "at"),
                            request.text("who"),
                            request.maybe("role", request::text).orElse(NONE),
                            request.text("address"),
                            request.text("action"),
                            request.text("target"),
                            request.maybe("code", request::text)
                                    .orElseGet(() -> String.valueOf(request.number("status")))));
        }
        return rows.size() == 1 ? "Nobody has changed anything\n" : FittedTable.of(rows, room);
    }

    /// What comes of a sleep that was asked for.
    public static String sleep(JsonObject answer) {
        JsonObject plan = answer.object("plan");
        return "%s %s for at most %s at its next call, if nothing changes until then\nWhy: %s\n"
                .formatted(
                        answer.text("host"),
                        answer.flag("dryRun") ? "would sleep" : "will sleep",
                        SpokenDuration.of(plan.duration("length")),
                        plan.object("why").text("reason"));
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
}
