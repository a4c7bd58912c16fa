package dev.lungfish.agent.report;

import dev.lungfish.agent.neighbour.HostIdentityJson;
import dev.lungfish.api.KnownHost;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.time.SpokenTime;
import java.util.List;
import java.util.stream.Collectors;

/// The answer of `lungfish hosts`.
public final class HostsReport {
    private HostsReport() {}

    /// For people: this host, then those that it knows, with their cards below.
    ///
    /// @param here the host that answers
    public static String text(HostIdentity here, List<KnownHost> known) {
        StringBuilder text = new StringBuilder();
        WakeOnLanReport.line(text, here.name() + "  this host");
        ports(text, here);
        for (KnownHost host : known) {
            WakeOnLanReport.line(
                    text,
                    "%s  %s, last seen awake %s%s%s"
                            .formatted(
                                    host.card().name(),
                                    host.card().sharesNetworkWith(here)
                                            ? "in a network of this host"
                                            : "beyond a router",
                                    SpokenTime.of(host.seen()),
                                    host.uri().map(uri -> ", " + uri).orElse(""),
                                    host.introducedBy()
                                            .map(", introduced by %s"::formatted)
                                            .orElse("")));
            ports(text, host.card());
        }
        return text.toString();
    }

    private static void ports(StringBuilder text, HostIdentity card) {
        for (NetworkPort port : card.ports()) {
            WakeOnLanReport.line(
                    text,
                    "      %s  %s  %s"
                            .formatted(
                                    port.name(),
                                    port.mac(),
                                    port.addresses().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(", "))));
        }
    }

    /// As `lungfish.hosts/1`.
    public static String json(HostIdentity here, List<KnownHost> known) {
        return Json.document(json -> {
            json.writeStringProperty("schema", "lungfish.hosts/1");
            json.writeObjectPropertyStart("here");
            HostIdentityJson.write(json, here);
            json.writeEndObject();
            json.writeArrayPropertyStart("hosts");
            for (KnownHost host : known) {
                json.writeStartObject();
                HostIdentityJson.write(json, host.card());
                json.writeBooleanProperty("sharesNetwork", host.card().sharesNetworkWith(here));
                host.uri().ifPresent(uri -> json.writeStringProperty("uri", uri));
                json.writeStringProperty("seen", host.seen().toString());
                host.introducedBy().ifPresent(by -> json.writeStringProperty("introducedBy", by));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
