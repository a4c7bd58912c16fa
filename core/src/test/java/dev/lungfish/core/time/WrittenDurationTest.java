package dev.lungfish.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenDurationTest {
    @ParameterizedTest
    @CsvSource({
        "8h, PT8H",
        "90s, PT90S",
        "5min, PT5M",
        "5m, PT5M",
        "2d, PT48H",
        "1h30min, PT1H30M",
        "1 h 30 min, PT1H30M",
        "1d1h1min1s, PT25H1M1S",
        "500ms, PT0.5S",
        "0s, PT0S",
        "PT8H, PT8H",
        "P1DT2H, PT26H",
        "' 8h ', PT8H",
    })
    void understandsNumbersWithTheirUnits(String text, Duration meant) {
        assertThat(WrittenDuration.parse(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "60 | has no unit: say 60s for seconds",
                "0 | has no unit: say 0s",
                "-5 | is negative",
                "1.5 | has no unit: say 1s",
                "-5s | '-5s' is negative",
                "PT-5S | 'PT-5S' is negative",
                "1.5h | '1.5h' is no duration",
                "soon | 'soon' is no duration",
                "\"\" | '' is no duration",
                "h | 'h' is no duration",
                "8 parsecs | no unit 'parsecs'",
                "30min1h | not from large to small",
                "1h1h | twice",
                "PT | no duration of ISO 8601",
                "99999999999999999999d | longer than can be counted",
                "9223372036854775807d | longer than can be counted",
                "PT9999999999999999999H | no duration of ISO 8601",
            })
    void saysWhatIsWrongAndWhatToWrite(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WrittenDuration.parse(text))
                .withMessageContaining(message);
    }
}
