package dev.lungfish.cli.render;

import dev.lungfish.core.time.SpokenDuration;
import dev.lungfish.state.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Pools of a fleet, and what would come of something, for people.
public final class PoolText {
    private static final double PERCENT = 100;

    private PoolText() {}

    /// A table of pools.
    public static String pools(JsonObject answer, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("POOL", "MODE", "HOSTS", "AWAKE", "USED", "LEAST", "BY"));
        for (JsonObject pool : answer.objects("pools")) {
            rows.add(
                    List.of(
                            pool.text("name"),
                            pool.text("mode"),
                            count(pool, "hosts"),
                            count(pool, "awake"),
                            count(pool, "used"),
                            count(pool, "least"),
                            pool.maybe("binding", pool::object)
                                    .map(rule -> rule.text("reason"))
                                    .orElse("-")));
        }
        return FittedTable.of(rows, room);
    }

    /// What a pool does and why.
    public static String pool(JsonObject answer) {
        JsonObject pool = answer.object("pool");
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: mode %s%s".formatted(pool.text("name"), pool.text("mode"), schedules(answer)));
        lines.add(
                "%s of %s hosts are awake; the rules want %s; %s are used, %s are free"
                        .formatted(
                                count(pool, "awake"),
                                count(pool, "hosts"),
                                count(pool, "least"),
                                count(pool, "used"),
                                count(pool, "free")));
        pool.maybe("binding", pool::object)
                .ifPresent(rule -> {
                    lines.add("The rule that decides: %s".formatted(rule.text("reason")));
                    rule.maybe("remedy", rule::text)
                            .ifPresent(
                                    what -> lines.add("What would change it: %s".formatted(what)));
                });
        answer.objects("rules").stream()
                .skip(1)
                .forEach(rule -> lines.add("Also: %s".formatted(rule.text("reason"))));
        lines.add(
                "A host needs %s to wake, in 99 of 100 cases; wakes measured: %s"
                        .formatted(
                                SpokenDuration.of(pool.duration("resume")),
                                count(answer, "wakesMeasured")));
        JsonObject arrivals = answer.object("arrivals");
        lines.add(
                "Hosts that began to be used since %s: %s"
                        .formatted(FleetText.time(arrivals, "since"), count(arrivals, "hosts")));
        lines.add(idle(answer.object("idle")));
        forecast(answer.object("forecast"), lines);
        rates(answer, lines);
        plan(answer, lines);
        return String.join("\n", lines) + "\n";
    }

    private static String schedules(JsonObject pool) {
        List<String> names = pool.texts("schedules");
        return names.isEmpty() ? "" : "; schedules: %s".formatted(String.join(", ", names));
    }

    private static String idle(JsonObject idle) {
        String wait = SpokenDuration.of(idle.duration("waiting"));
        if (!idle.has("breakEven")) {
            return "Idle hosts stay awake for %s after their use, as set".formatted(wait);
        }
        return "Idle hosts stay awake for %s after their use, as learned at %s times: a sleep pays after %s, and %.1f %% of the energy are for fewer wakes"
                .formatted(
                        wait,
                        count(idle, "gaps"),
                        SpokenDuration.of(idle.duration("breakEven")),
                        PERCENT * decimal(idle, "share"));
    }

    private static void forecast(JsonObject forecast, List<String> lines) {
        if (!forecast.has("since")) {
            lines.add("Forecast: nothing was learned yet");
            return;
        }
        lines.add(
                "Forecast: learned since %s; %s"
                        .formatted(
                                FleetText.time(forecast, "since"),
                                forecast.flag("acted") ? "hosts are woken by it" : "only shown"));
        lines.add(
                "  it was %.2f hosts off, as a week before %.2f; %.0f %% were in its interval, 80 %% are meant; %s quarters of an hour compared"
                        .formatted(
                                decimal(forecast, "error"),
                                decimal(forecast, "naiveError"),
                                PERCENT * decimal(forecast, "coverage"),
                                count(forecast, "compared")));
        expected(forecast, "now", "now").ifPresent(lines::add);
        expected(forecast, "inAnHour", "in an hour").ifPresent(lines::add);
    }

    private static Optional<String> expected(JsonObject forecast, String name, String when) {
        return forecast.maybe(name, forecast::object)
                .map(prediction ->
                        "  used %s: %s, between %s and %s"
                                .formatted(
                                        when,
                                        count(prediction, "median"),
                                        count(prediction, "low"),
                                        count(prediction, "high")));
    }

    private static void rates(JsonObject pool, List<String> lines) {
        rate(pool.object("rates"), "of the pool", lines);
        JsonObject power = pool.object("power");
        power.names()
                .forEach(domain ->
                        rate(power.object(domain), "of power domain %s".formatted(domain), lines));
    }

    private static void rate(JsonObject rates, String whose, List<String> lines) {
        for (String what : rates.names()) {
            JsonObject rate = rates.object(what);
            lines.add(
                    "Rate %s: %.0f %s in a minute; %.1f were left at %s"
                            .formatted(
                                    whose,
                                    decimal(rate, "perMinute"),
                                    what,
                                    decimal(rate, "left"),
                                    FleetText.time(rate, "at")));
        }
    }

    private static void plan(JsonObject pool, List<String> lines) {
        for (JsonObject host : pool.objects("plan")) {
            JsonObject plan = host.object("plan");
            lines.add(
                    "  %s: %s: %s"
                            .formatted(
                                    host.text("host"),
                                    plan.text("act"),
                                    plan.object("why").text("reason")));
        }
    }

    /// What would come of something.
    public static String dryRun(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        lines.add("Nothing was done. It would come to this:");
        JsonObject would = answer.object("dryRun");
        if (would.has("wanted")) {
            if (answer.has("demands")) {
                answer.objects("demands").forEach(demand -> demand(demand, lines));
            }
            lines.add("Newly needed: %s".formatted(names(would.texts("wanted"))));
            lines.add("Needed no more: %s".formatted(names(would.texts("unwanted"))));
        } else {
            lines.add(
                    "%s is %s, and would be %s"
                            .formatted(
                                    answer.text("name"), would.text("now"), answer.text("state")));
            lines.add("Packets would be sent: %s".formatted(would.flag("wakes") ? "yes" : "no"));
            would.objects("told").forEach(what -> lines.add(what.text("reason")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void demand(JsonObject demand, List<String> lines) {
        lines.add(
                "Served by %s, ready at %s"
                        .formatted(names(demand.texts("hosts")), FleetText.time(demand, "ready")));
        demand.objects("missing")
                .forEach(missing -> lines.add("Missing: %s".formatted(missing.text("reason"))));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "none" : names.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String count(JsonObject object, String name) {
        return String.valueOf(object.number(name));
    }

    private static double decimal(JsonObject object, String name) {
        return ((Number) object.value(name)).doubleValue();
    }
}
