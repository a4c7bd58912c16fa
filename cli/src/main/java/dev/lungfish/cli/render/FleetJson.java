package dev.lungfish.cli.render;

import dev.lungfish.agent.report.Json;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.state.kept.Membership;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The fleet that a host belongs to, for programs.
///
/// **Format:** `docs/json.md`, `lungfish.membership/1`.
public final class FleetJson {
    private FleetJson() {}

    /// One JSON object and a line end.
    ///
    /// @param fleet empty where the host belongs to none
    public static String membership(Optional<Membership> fleet) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.membership/1");
            json.writeBooleanProperty("enrolled", fleet.isPresent());
            fleet.ifPresent(one -> {
                json.writeStringProperty("controller", one.controller());
                json.writeNumberProperty("epoch", one.holder().highest().number());
                one.holder().last().ifPresent(lease -> write(json, lease));
            });
        });
    }

    private static void write(JsonGenerator json, Lease lease) {
        json.writeObjectPropertyStart("lastLease");
        json.writeStringProperty("id", lease.id());
        json.writeNumberProperty("epoch", lease.epoch().number());
        json.writeStringProperty("target", lease.target().spelling());
        json.writeStringProperty("length", lease.length().toString());
        json.writeNumberProperty("lengthSeconds", lease.length().toSeconds());
        json.writeEndObject();
    }
}
