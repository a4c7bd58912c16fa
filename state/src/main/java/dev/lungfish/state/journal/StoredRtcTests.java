package dev.lungfish.state.journal;

import dev.lungfish.core.procedure.RtcTest;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The last test of each RTC.
public final class StoredRtcTests {
    private static final StoredEntries<RtcTest> TESTS =
            new StoredEntries<>(
                    "rtc-tests", "tests", RtcTestJson::read, StoredRtcTests::write, RtcTest::key);

    private StoredRtcTests() {}

    /// The tests by the names under which they are kept ([RtcTest#key]). None where the file is
    /// missing or can't be understood: a test that is not known is made again.
    public static Map<String, RtcTest> read(StateDirectory state) {
        return TESTS.readOrNone(state);
    }

    /// Keeps a test in place of the last one of the same name.
    public static void keep(StateDirectory state, RtcTest test) throws StateException {
        TESTS.keep(state, test, TESTS.readOrNone(state));
    }

    private static void write(JsonGenerator json, RtcTest test) {
        json.writeStartObject();
        RtcTestJson.write(json, test);
        json.writeEndObject();
    }
}
