package dev.lungfish.agent.neighbour;

import dev.lungfish.core.bound.BoundCheck;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.neighbour.WakeRoute.NetworkPort;
import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.state.json.JsonObject;
import dev.lungfish.state.json.OutcomeJson;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;

/// A host identity as JSON, in the state directory and in answers.
public final class HostIdentityJson {
    private static final String SCHEMA = "lungfish.host-card/1";

    private HostIdentityJson() {}

    /// Writes its properties into an open object.
    public static void write(JsonGenerator json, HostIdentity card) {
        json.writeStringProperty("host", card.name());
        json.writeArrayPropertyStart("interfaces");
        for (NetworkPort port : card.ports()) {
            json.writeStartObject();
            json.writeStringProperty("name", port.name());
            json.writeStringProperty("mac", port.mac().text());
            OutcomeJson.texts(
                    json,
                    "addresses",
                    port.addresses().stream().map(NetworkAddress::toString).toList());
            json.writeBooleanProperty("outside", port.outside());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /// As one document, `lungfish.host-card/1`, for another host.
    public static String document(HostIdentity card) {
        return new String(
                JsonObject.write(json -> {
                    json.writeStringProperty("schema", SCHEMA);
                    write(json, card);
                }),
                StandardCharsets.UTF_8);
    }

    /// Parses such a document.
    ///
    /// @throws IllegalArgumentException if it can't be parsed
    public static HostIdentity ofDocument(String document) {
        JsonObject json = JsonObject.parse(document.getBytes(StandardCharsets.UTF_8));
        if (!json.text("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException(SCHEMA + " expected, found " + json.text("schema"));
        }
        HostIdentity card = read(json);
        if (card.name().isBlank()) {
            throw new IllegalArgumentException("a host has a name of 1 to 255 characters");
        }
        BoundCheck.require(card);
        return card;
    }

    /// Parses one.
    ///
    /// @throws IllegalArgumentException if it can't be parsed
    public static HostIdentity read(JsonObject json) {
        return new HostIdentity(
                json.text("host"),
                json.objects("interfaces").stream()
                        .map(port ->
                                new NetworkPort(
                                        port.text("name"),
                                        MacAddress.parse(port.text("mac")),
                                        port.texts("addresses").stream()
                                                .map(NetworkAddress::parse)
                                                .toList(),
                                        port.flag("outside")))
                        .toList());
    }
}
