package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.Fingerprint;
import dev.lungfish.core.procedure.RtcTest;
import dev.lungfish.core.sleep.SleepState;
import tools.jackson.core.JsonGenerator;

/// The test of one RTC as JSON in the state directory.
final class RtcTestJson {
    private RtcTestJson() {}

    /// Writes the properties of an object that is open.
    static void write(JsonGenerator json, RtcTest test) {
        json.writeStringProperty("kernel", test.fingerprint().kernel());
        json.writeStringProperty("firmware", test.fingerprint().firmware());
        json.writeStringProperty("rtc", test.fingerprint().rtc());
        test.state().ifPresent(state -> json.writeStringProperty("state", state.spelling()));
        json.writeStringProperty("at", test.at().toString());
        json.writeBooleanProperty("passed", test.passed());
        json.writeStringProperty("finding", test.finding());
    }

    static RtcTest read(JsonObject object) {
        return new RtcTest(
                new Fingerprint(object.text("kernel"), object.text("firmware"), object.text("rtc")),
                object.maybe(
                        "state",
                        name -> object.spelled(name, SleepState.values(), SleepState::spelling)),
                object.instant("at"),
                object.flag("passed"),
                object.text("finding"));
    }
}
