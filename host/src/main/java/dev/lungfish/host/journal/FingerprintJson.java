package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.Fingerprint;
import tools.jackson.core.JsonGenerator;

/// What a test or a proof holds for, as properties of an object.
final class FingerprintJson {
    private FingerprintJson() {}

    static void write(JsonGenerator json, Fingerprint fingerprint) {
        json.writeStringProperty("kernel", fingerprint.kernel());
        json.writeStringProperty("firmware", fingerprint.firmware());
        json.writeStringProperty("rtc", fingerprint.rtc());
        json.writeStringProperty("commandLine", fingerprint.commandLine());
    }

    static Fingerprint read(JsonObject object) {
        return new Fingerprint(
                object.text("kernel"),
                object.text("firmware"),
                object.text("rtc"),
                object.text("commandLine"));
    }
}
