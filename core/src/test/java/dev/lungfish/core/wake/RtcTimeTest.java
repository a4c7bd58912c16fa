package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RtcTimeTest {
    @Test
    void roundsUpSoThatNothingComesEarly() {
        assertThat(new RtcTime(100).plus(Duration.ofMillis(1))).isEqualTo(new RtcTime(101));
        assertThat(new RtcTime(100).plus(Duration.ofSeconds(5))).isEqualTo(new RtcTime(105));
        assertThat(new RtcTime(100).plus(Duration.ofMillis(-1500))).isEqualTo(new RtcTime(99));
    }

    @Test
    void measuresTheWayToAnother() {
        assertThat(new RtcTime(100).until(new RtcTime(40))).isEqualTo(Duration.ofMinutes(-1));
    }

    @Test
    void refusesWhatNoClockCanShow() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RtcTime(Long.MAX_VALUE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RtcTime(Long.MIN_VALUE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RtcTime.LATEST.plus(Duration.ofSeconds(1)));
    }

    @Test
    void refusesADurationThatOverflows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RtcTime(1).plus(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void holdsTheReachThatEveryDayOfTheCalendarAllows() {
        assertThat(AlarmReach.ONE_DAY.longestAhead()).isEqualTo(Duration.ofSeconds(86_399));
        assertThat(AlarmReach.ONE_MONTH.longestAhead())
                .isEqualTo(Duration.ofDays(28).minusSeconds(1));
    }
}
