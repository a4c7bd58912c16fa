package dev.lungfish.controller.admin;

import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Epoch;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.json.ReasonJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/// Answers of the API as JSON: times and lengths in ISO 8601, memory in bytes.
final class FleetJson {
    private FleetJson() {}

    static void status(JsonGenerator json, Epoch epoch, List<Member> members) {
        json.writeNumberProperty("epoch", epoch.number());
        Map<String, Integer> counts = new TreeMap<>();
        members.forEach(member -> counts.merge(member.host().state().spelling(), 1, Integer::sum));
        json.writeNumberProperty("hosts", members.size());
        json.writeObjectPropertyStart("states");
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    /// The properties of a host.
    static void host(JsonGenerator json, Member member) {
        json.writeStringProperty("name", member.name());
        json.writeStringProperty("id", member.id());
        json.writeStringProperty("state", member.host().state().spelling());
        json.writeStringProperty("since", member.host().state().since().toString());
        json.writeStringProperty("target", member.host().target().spelling());
        Optional<Rest> rest = member.host().state().rest();
        rest.flatMap(Rest::lease)
                .map(Lease::id)
                .ifPresent(lease -> json.writeStringProperty("lease", lease));
        rest.flatMap(Rest::bound)
                .ifPresent(bound -> json.writeStringProperty("awakeBy", bound.toString()));
        reason(json, "wanted", member.host().wanted());
        reason(json, "held", member.host().held());
        member.host()
                .history()
                .called()
                .ifPresent(called -> json.writeStringProperty("called", called.toString()));
        member.call().ifPresent(call -> told(json, call));
    }

    private static void told(JsonGenerator json, CheckIn call) {
        json.writeNumberProperty("cores", call.capacity().cores());
        json.writeNumberProperty("memory", call.capacity().memory());
        call.situation().guests().ifPresent(guests -> json.writeNumberProperty("guests", guests));
        ReasonJson.array(json, "blockers", call.situation().blockers());
    }

    /// What the plan wants of a host, and what may change it.
    static void decision(JsonGenerator json, Decision decision) {
        json.writeObjectPropertyStart("plan");
        switch (decision.act()) {
            case Decision.Act.Sleep sleep -> {
                json.writeStringProperty("act", "sleep");
                json.writeStringProperty("length", sleep.length().toString());
            }
            case Decision.Act.Stay _ -> json.writeStringProperty("act", "stay");
            case Decision.Act.Drain _ -> json.writeStringProperty("act", "drain");
        }
        reason(json, "why", Optional.of(decision.why()));
        decision.changes()
                .map(Instant::toString)
                .ifPresent(changes -> json.writeStringProperty("changes", changes));
        json.writeEndObject();
    }

    static void claim(JsonGenerator json, Claim claim) {
        json.writeStartObject();
        json.writeStringProperty("id", claim.demand().id());
        json.writeStringProperty("by", claim.demand().by());
        json.writeStringProperty("from", claim.demand().from().toString());
        json.writeStringProperty("until", claim.demand().until().toString());
        json.writeArrayPropertyStart("hosts");
        claim.hosts().forEach(json::writeString);
        json.writeEndArray();
        claim.ready()
                .map(Instant::toString)
                .ifPresent(ready -> json.writeStringProperty("ready", ready));
        ReasonJson.array(json, "missing", claim.missing());
        json.writeEndObject();
    }

    static void event(JsonGenerator json, EventTable.Row event) {
        json.writeStartObject();
        json.writeNumberProperty("seq", event.seq());
        json.writeStringProperty("at", event.at().toString());
        event.host().ifPresent(host -> json.writeStringProperty("host", host));
        json.writeName("event");
        json.writeRawValue(event.reason());
        json.writeEndObject();
    }

    private static void reason(JsonGenerator json, String name, Optional<Reason> reason) {
        if (reason.isPresent()) {
            json.writeName(name);
            ReasonJson.object(json, reason.get());
        }
    }
}
