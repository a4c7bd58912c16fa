package dev.lungfish.controller.timeline;

import dev.lungfish.controller.store.EventTable;
import dev.lungfish.state.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A host came into another state.
///
/// @param before as `core.fleet.state.HostState` spells it
/// @param why the event that brought it there; empty where none is kept
/// @param by the person who asked for it; empty where none did
public record StateChange(
        Instant at, String before, String now, Optional<EventTable.Row> why, Optional<String> by) {
    /// The code of the event that tells of one.
    public static final String CODE = "fleet-host-state";

    /// What a person asks for now and the host does at its next call.
    private static final Set<String> ASKED = Set.of("sleep-asked-by", "step-accepted-by");

    /// The changes among the events of one host.
    ///
    /// What brought a change about was written at the same moment, before it.
    ///
    /// @param events in their order
    public static List<StateChange> among(List<EventTable.Row> events) {
        List<StateChange> changes = new ArrayList<>();
        Optional<EventTable.Row> cause = Optional.empty();
        Optional<String> asked = Optional.empty();
        for (EventTable.Row event : events) {
            if (!event.code().equals(CODE)) {
                cause = Optional.of(event);
                asked = ASKED.contains(event.code()) ? person(event) : asked;
                continue;
            }
            JsonObject parameters = parameters(event);
            Optional<EventTable.Row> why = cause.filter(one -> one.at().equals(event.at()));
            Optional<String> later = asked;
            changes.add(
                    new StateChange(
                            event.at(),
                            parameters.text("before"),
                            parameters.text("now"),
                            why,
                            why.flatMap(one ->
                                    one.code().equals("lease-granted") ? later : person(one))));
            cause = Optional.empty();
            asked = Optional.empty();
        }
        return changes;
    }

    private static Optional<String> person(EventTable.Row event) {
        return parameters(event).maybe("by", parameters(event)::text);
    }

    private static JsonObject parameters(EventTable.Row event) {
        return JsonObject.parse(event.reason().getBytes(StandardCharsets.UTF_8))
                .object("parameters");
    }
}
