package dev.lungfish.state.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.wake.RtcTime;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EntryJsonTest {
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsBackWhatItWrote(long seed) {
        RandomEntries entries = new RandomEntries(seed);
        Set<Class<?>> kinds = new HashSet<>();

        for (int i = 0; i < 200; i++) {
            JournalEntry entry = entries.next();
            kinds.add(entry.getClass());

            assertThat(EntryJson.read(EntryJson.write(entry))).isEqualTo(entry);
        }

        assertThat(kinds).hasSize(JournalEntry.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void writesOneLineWhateverTheTextsHold(long seed) {
        RandomEntries entries = new RandomEntries(seed);

        for (int i = 0; i < 200; i++) {
            assertThat(EntryJson.write(entries.next())).doesNotContain((byte) '\n', (byte) 0);
        }
    }

    @Test
    void beginsEachLineWithItsSchema() {
        byte[] line =
                EntryJson.write(new JournalEntry.TestingRtc("rtc0", new RtcTime(1_767_225_600L)));

        assertThat(new String(line, UTF_8))
                .isEqualTo(
                        "{\"schema\":\"lungfish.journal/3\",\"entry\":\"testing-rtc\","
                                + "\"rtc\":\"rtc0\",\"alarm\":1767225600}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | no JSON",
                "{\"schema\":\"lungfish.journal/1\" | no JSON",
                "[] | a JSON object expected",
                "{} {} | something follows",
                "{} | 'schema' is missing, a string expected",
                "{\"schema\":\"lungfish.journal/4\"} | use the newer version",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"dreaming\"} | unknown kind"
                        + " 'dreaming'",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"testing-rtc\",\"rtc\":7} | 'rtc' is"
                        + " not a string",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"testing-rtc\",\"rtc\":\"rtc0\"} |"
                        + " 'alarm' is missing",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"testing-rtc\",\"rtc\":\"rtc0\",\"alarm\":99999999999999}"
                    + " | between the years 1900 and 9999",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"ended\",\"outcome\":{\"kind\":\"won\",\"reason\":\"\"}}"
                    + " | an outcome of the unknown kind 'won'",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"preparing-guests\",\"policy\":\"kill\",\"guests\":[]}"
                    + " | 'policy' has the unknown value 'kill'",
                "{\"schema\":\"lungfish.journal/1\",\"entry\":\"accepted\",\"request\":{\"id\":\"a\",\"requester\":\"b\",\"target\":\"mem\",\"length\":\"8h\"}}"
                    + " | 'request.length' is not a duration",
            })
    void saysWhatIsWrongWithALine(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryJson.read(line.getBytes(UTF_8)))
                .withMessageContaining(message);
    }
}
