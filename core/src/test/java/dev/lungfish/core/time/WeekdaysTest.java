package dev.lungfish.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeekdaysTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon..Fri | Mon..Fri",
                "mon-fri | Mon..Fri",
                "Saturday,Sunday | Sat,Sun",
                "Fri..Mon | Mon,Fri..Sun",
                "Wed | Wed",
                "Mon,Wed , Fri | Mon,Wed,Fri",
                "Mon..Sun | Mon..Sun"
            })
    void takesSystemdsForms(String text, String written) {
        assertThat(Weekdays.written(Weekdays.parse(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mon..", "Mon..Wed..Fri", "Montag", "Mon,,Tue", "1-5"})
    void refusesAllElse(String text) {
        assertThatThrownBy(() -> Weekdays.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("days like Mon..Fri");
    }
}
