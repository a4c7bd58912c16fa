package dev.lungfish.cli.render;

import dev.lungfish.state.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plan for the guests of a pool, for people.
public final class ConsolidationText {
    private static final long MEBIBYTE = 1L << 20;
    private static final double WATT_HOUR = 3600;

    private ConsolidationText() {}

    /// What is planned, what it is worth, and why everything else stays.
    ///
    /// @param room columns of the terminal; empty for as many as are needed
    public static String plan(JsonObject plan, Optional<Integer> room) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: mode %s, drain %s: %s; made at %s"
                        .formatted(
                                plan.text("pool"),
                                plan.text("mode"),
                                plan.flag("drain"),
                                plan.flag("carriedOut") ? "carried out" : "only shown",
                                FleetText.time(plan, "at")));
        lines.add(
                "Awake hosts: %d now, %d after it; the bound is %d used (by %s) and %d in reserve; gap %d"
                        .formatted(
                                plan.number("awake"),
                                plan.number("awakeAfter"),
                                plan.number("bound"),
                                plan.text("boundBy"),
                                plan.number("reserve"),
                                plan.number("gap")));
        lines.add(
                "It would save %d W, in all %.1f Wh with wakes and moves paid; %d MiB are moved; wakes: %d"
                        .formatted(
                                plan.number("watts"),
                                plan.number("joules") / WATT_HOUR,
                                plan.number("memory") / MEBIBYTE,
                                plan.number("wakes")));
        plan.maybe("nothing", plan::object)
                .ifPresent(
                        why -> lines.add("No host is emptied: %s".formatted(why.text("reason"))));
        StringBuilder text = new StringBuilder(String.join("\n", lines)).append('\n');
        moves(text, plan, room);
        staying(text, "HOST", plan.objects("hosts"), room);
        staying(text, "GUEST", plan.objects("guests"), room);
        open(text, plan.objects("open"), room);
        return text.toString();
    }

    private static void moves(StringBuilder text, JsonObject plan, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("EMPTIED", "THEN", "ROUND", "GUEST", "TO", "MIB"));
        for (JsonObject host : plan.objects("emptyings")) {
            String then =
                    host.maybe("drainedBy", host::text)
                            .map(by -> "drained by %s".formatted(by))
                            .orElse(host.flag("sleeps") ? "sleeps" : "in reserve");
            List<JsonObject> moves = host.objects("moves");
            if (moves.isEmpty()) {
                rows.add(List.of(host.text("host"), then, "-", "-", "-", "-"));
            }
            for (JsonObject move : moves) {
                rows.add(
                        List.of(
                                move.text("from"),
                                then,
                                String.valueOf(move.number("round")),
                                move.text("guest"),
                                move.text("to"),
                                String.valueOf(move.number("memory") / MEBIBYTE)));
            }
        }
        table(text, rows, room);
    }

    private static void staying(
            StringBuilder text, String what, List<JsonObject> all, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(what, "STAYS BECAUSE"));
        for (JsonObject one : all) {
            rows.add(List.of(one.text("name"), one.object("why").text("reason")));
        }
        table(text, rows, room);
    }

    private static void open(StringBuilder text, List<JsonObject> moves, Optional<Integer> room) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MOVES NOW", "FROM", "TO", "SINCE", "UNTIL"));
        for (JsonObject move : moves) {
            rows.add(
                    List.of(
                            move.text("guest"),
                            move.text("from"),
                            move.text("to"),
                            FleetText.time(move, "begun"),
                            FleetText.time(move, "limit")));
        }
        table(text, rows, room);
    }

    private static void table(StringBuilder text, List<List<String>> rows, Optional<Integer> room) {
        if (rows.size() > 1) {
            text.append('\n').append(FittedTable.of(rows, room));
        }
    }
}
