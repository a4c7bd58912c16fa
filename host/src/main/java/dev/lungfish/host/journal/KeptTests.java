package dev.lungfish.host.journal;

import dev.lungfish.core.procedure.RtcTest;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last test of each RTC.
public final class KeptTests {
    private static final String SCHEMA = "lungfish.rtc-tests/1";

    private KeptTests() {}

    /// The tests by the names under which they are kept ([RtcTest#key]). None where the file is
    /// missing or can't be understood: a test that is not known is made again.
    public static Map<String, RtcTest> read(StateDirectory state) {
        Map<String, RtcTest> tests = new LinkedHashMap<>();
        try {
            state.content(state.tests()).map(JsonObject::parse).stream()
                    .filter(file -> file.text("schema").equals(SCHEMA))
                    .flatMap(file -> file.objects("tests").stream())
                    .map(RtcTestJson::read)
                    .forEach(test -> tests.put(test.key(), test));
        } catch (StateException | IllegalArgumentException _) {
            return Map.of();
        }
        return tests;
    }

    /// Keeps a test in place of the last one of the same name.
    public static void keep(StateDirectory state, RtcTest test) throws StateException {
        Map<String, RtcTest> tests = new LinkedHashMap<>(read(state));
        tests.put(test.key(), test);
        state.replace(
                state.tests(),
                JsonObject.write(json -> {
                    json.writeStringProperty("schema", SCHEMA);
                    json.writeArrayPropertyStart("tests");
                    for (RtcTest kept : tests.values()) {
                        json.writeStartObject();
                        RtcTestJson.write(json, kept);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }),
                true);
    }
}
