package dev.lungfish.state.json;

import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.text.ReasonText;
import tools.jackson.core.JsonGenerator;

/// The test of one RTC as JSON in the state directory.
public final class RtcTestJson {
    private RtcTestJson() {}

    /// Writes the properties of an object that is open.
    public static void write(JsonGenerator json, RtcTest test) {
        FingerprintJson.write(json, test.fingerprint());
        json.writeStringProperty("at", test.at().toString());
        if (!test.step().equals(RtcTest.USUAL_STEP)) {
            json.writeStringProperty("step", test.step().toString());
        }
        json.writeBooleanProperty("passed", test.passed());
        json.writeStringProperty("finding", ReasonText.sentence(test.finding()));
        ReasonJson.codeAndParameters(json, test.finding());
    }

    public static RtcTest read(JsonObject object) {
        return new RtcTest(
                FingerprintJson.read(object),
                object.instant("at"),
                object.maybe("step", object::duration).orElse(RtcTest.USUAL_STEP),
                object.flag("passed"),
                ReasonJson.read(object, "finding"));
    }
}
