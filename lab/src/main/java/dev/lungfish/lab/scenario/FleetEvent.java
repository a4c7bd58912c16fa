package dev.lungfish.lab.scenario;

import dev.lungfish.state.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/// An event of a controller, as its API tells it.
///
/// @param sequence counts up
/// @param at by the controller's clock, which is this machine's
/// @param host its id; empty for the fleet
/// @param code of the reason
/// @param sentence of the reason
/// @param parameters of the reason
record FleetEvent(
        long sequence,
        Instant at,
        Optional<String> host,
        String code,
        String sentence,
        JsonObject parameters) {
    static final String STATE = "fleet-host-state";
    static final String GRANTED = "lease-granted";
    static final String ALARM_MISSED = "host-alarm-missed";
    static final String BACK_AGAIN = "host-back-again";

    static FleetEvent read(JsonObject event) {
        JsonObject reason = event.object("event");
        return new FleetEvent(
                event.number("seq"),
                event.instant("at"),
                event.maybe("host", event::text),
                reason.text("code"),
                reason.text("reason"),
                reason.object("parameters"));
    }

    boolean is(String expected) {
        return code.equals(expected);
    }

    boolean isOf(String id) {
        return host.equals(Optional.of(id));
    }

    /// The state that a host is in from then on; empty where it is another event.
    Optional<String> state() {
        return is(STATE) ? Optional.of(parameters.text("now")) : Optional.empty();
    }
}
