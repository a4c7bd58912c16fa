package dev.lungfish.state.json;

import dev.lungfish.core.procedure.request.Wakeup;
import tools.jackson.core.JsonGenerator;

/// One wakeup as JSON, in the state directory and in the command's answers (`docs/json.md`).
public final class WakeupJson {
    private WakeupJson() {}

    /// Writes the properties into an open object.
    public static void write(JsonGenerator json, Wakeup wakeup) {
        json.writeStringProperty("id", wakeup.id());
        json.writeStringProperty("requester", wakeup.requester());
        json.writeStringProperty("reason", wakeup.reason());
        json.writeStringProperty("at", wakeup.at().toString());
        json.writeStringProperty("stay", wakeup.stay().toString());
        wakeup.repeats()
                .ifPresent(repeats -> {
                    json.writeStringProperty("calendar", repeats.calendar());
                    json.writeStringProperty("since", repeats.since().toString());
                });
    }

    /// Parses one object.
    ///
    /// @throws IllegalArgumentException if it is no wakeup
    public static Wakeup read(JsonObject object) {
        return new Wakeup(
                object.text("id"),
                object.text("requester"),
                object.text("reason"),
                object.instant("at"),
                object.duration("stay"),
                object.maybe(
                        "calendar",
                        calendar ->
                                new Wakeup.Repeats(
                                        object.text(calendar), object.instant("since"))));
    }
}
