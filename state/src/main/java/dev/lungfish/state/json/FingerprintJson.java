package dev.lungfish.state.json;

import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.WayBack;
import tools.jackson.core.JsonGenerator;

/// The fingerprint of a test or a proof, as properties of an object.
public final class FingerprintJson {
    private FingerprintJson() {}

    public static void write(JsonGenerator json, Fingerprint fingerprint) {
        json.writeStringProperty("kernel", fingerprint.kernel());
        json.writeStringProperty("firmware", fingerprint.firmware());
        json.writeStringProperty(name(fingerprint.way()), fingerprint.device());
        json.writeStringProperty("commandLine", fingerprint.commandLine());
    }

    public static Fingerprint read(JsonObject object) {
        WayBack way =
                object.maybe("card", object::text).isPresent() ? WayBack.WAKE_ON_LAN : WayBack.RTC;
        return new Fingerprint(
                object.text("kernel"),
                object.text("firmware"),
                way,
                object.text(name(way)),
                object.text("commandLine"));
    }

    private static String name(WayBack way) {
        return switch (way) {
            case RTC -> "rtc";
            case WAKE_ON_LAN -> "card";
        };
    }
}
