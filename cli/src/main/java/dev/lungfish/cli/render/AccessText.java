package dev.lungfish.cli.render;

import dev.lungfish.state.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who may use the API of a controller, for people.
public final class AccessText {
    private AccessText() {}

    /// All of them.
    public static String list(JsonObject answer) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NAME", "ROLE", "KIND", "MADE", "UNTIL", "REVOKED"));
        for (JsonObject one : answer.objects("access")) {
            rows.add(
                    List.of(
                            one.text("name"),
                            one.text("role"),
                            one.text("kind"),
                            FleetText.time(one, "made"),
                            FleetText.time(one, "until"),
                            FleetText.time(one, "revoked")));
        }
        return rows.size() == 1
                ? "Nobody has access but the user of the controller\n"
                : FittedTable.of(rows, Optional.empty());
    }

    /// A new one: only its token, so that a program can read it.
    public static String made(JsonObject answer) {
        JsonObject access = answer.object("access");
        return answer.maybe("token", answer::text)
                .map(token -> token + "\n")
                .orElseGet(() ->
                        "%s may use the API as %s\n"
                                .formatted(access.text("name"), access.text("role")));
    }

    /// One that was taken back.
    public static String revoked(JsonObject access) {
        return "%s has no access any more\n".formatted(access.text("name"));
    }
}
