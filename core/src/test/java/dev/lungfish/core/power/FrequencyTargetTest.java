package dev.lungfish.core.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lungfish.core.text.ReasonText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTargetTest {
    private static final Frequency LOWEST = new Frequency(800_000);
    private static final Frequency HIGHEST = new Frequency(5_100_000);

    @ParameterizedTest
    @CsvSource({
        "lowest, 800000",
        "highest, 5100000",
        "50%, 2550000",
        "1%, 800000",
        "2.4GHz, 2400000",
        "800MHz, 800000",
        "900000kHz, 900000"
    })
    void meansAFrequencyToTheHardware(String text, long kilohertz) {
        assertThat(FrequencyTarget.parse(text).near(LOWEST, HIGHEST))
                .isEqualTo(new Frequency(kilohertz));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0%", "101%", "2.4", "2400", "-1GHz", "2.4ghz", "1e9GHz"})
    void refusesWhatIsNoTarget(String text) {
        assertThatThrownBy(() -> FrequencyTarget.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }

    @Test
    void tellsHowFarTheHardwareGoes() {
        Frequency wanted = FrequencyTarget.parse("6GHz").near(LOWEST, HIGHEST);

        assertThat(wanted).isEqualTo(new Frequency(6_000_000));
        assertThat(
                        ReasonText.sentence(
                                new SettingReason.FrequencyOutOfBounds(
                                        CpuSetting.MAX_FREQUENCY,
                                        "policy0",
                                        wanted,
                                        LOWEST,
                                        HIGHEST)))
                .isEqualTo(
                        "max-frequency of policy0: the hardware goes from 800 MHz to 5.10 GHz,"
                                + " not to 6.00 GHz");
    }
}
