package dev.lungfish.state.kept;

import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.json.RtcTestJson;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/// The last test of each RTC.
public final class StoredRtcTests {
    private static final StoredEntries<RtcTest> TESTS =
            new StoredEntries<>(
                    "rtc-tests", "tests", RtcTestJson::read, StoredRtcTests::write, RtcTest::key);

    private StoredRtcTests() {}

    /// The tests by their keys ([RtcTest#key]). None if the file is missing or can't be parsed: an
    /// unknown test is made again.
    public static Map<String, RtcTest> read(StateDirectory state) {
        return TESTS.readOrNone(state);
    }

    /// Stores a test instead of the last one of the same name.
    public static void keep(StateDirectory state, RtcTest test) throws StateException {
        TESTS.keep(state, test, TESTS.readOrNone(state));
    }

    private static void write(JsonGenerator json, RtcTest test) {
        json.writeStartObject();
        RtcTestJson.write(json, test);
        json.writeEndObject();
    }
}
