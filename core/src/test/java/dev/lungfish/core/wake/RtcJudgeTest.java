package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.time.SpokenTime;
import dev.lungfish.core.wake.RtcReadings.RtcTimeScale;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtcJudgeTest {
    private final RtcUnderTest rtc = new RtcUnderTest();

    @Test
    void supportsAnRtcWithAnAlarmThatMayWake() {
        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.kind()).isEqualTo(WakeKind.RTC);
        assertThat(verdict.name()).isEqualTo("rtc0");
        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(true);
        assertThat(ReasonText.sentence(verdict.reason()))
                .isEqualTo(
                        "its alarm can wake the host; no alarm is set; it keeps UTC; an alarm can"
                                + " be set up to one month ahead");
        assertThat(ReasonText.remedy(verdict.reason())).isEmpty();
        assertThat(verdict.evidence())
                .extracting(Evidence::source)
                .startsWith(RtcUnderTest.ALARM, RtcUnderTest.SWITCH)
                .doesNotHaveDuplicates();
    }

    @Test
    void seesAnRtcWithoutAlarm() {
        rtc.alarm = new Reading.Absent<>(RtcUnderTest.ALARM);

        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(verdict.enabled()).contains(false);
        assertThat(ReasonText.sentence(verdict.reason())).startsWith("this RTC has no alarm");
        assertThat(ReasonText.remedy(verdict.reason())).isNotBlank();
    }

    @Test
    void seesAnRtcWhoseDeviceCannotWake() {
        rtc.setting = RtcUnderTest.present(RtcUnderTest.SWITCH, WakeSetting.NOT_CAPABLE);

        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason()))
                .contains("has an alarm but its device cannot wake");
    }

    @Test
    void namesTheSwitchOfAnRtcThatIsNotAllowedToWake() {
        rtc.setting = RtcUnderTest.present(RtcUnderTest.SWITCH, WakeSetting.DISABLED);

        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(false);
        assertThat(ReasonText.sentence(verdict.reason()))
                .startsWith("it has an alarm but is not allowed to wake");
        assertThat(ReasonText.remedy(verdict.reason()))
                .isEqualTo("echo enabled > " + RtcUnderTest.SWITCH);
    }

    @Test
    void saysUntilWhenAForeignAlarmStands() {
        WakeVerdict verdict = rtc.armed(3 * 3600 + 10 * 60 + 7).judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason()))
                .contains(
                        "an alarm is already set, for "
                                + SpokenTime.of(Instant.parse("2026-01-01T03:10:07Z"))
                                + " (in 3 h 10 min)");
        assertThat(ReasonText.remedy(verdict.reason()))
                .endsWith("clear it: echo 0 > " + RtcUnderTest.ALARM);
    }

    @Test
    void seesAnAlarmOfThePast() {
        WakeVerdict verdict = rtc.armed(-2 * 86_400).judge();

        assertThat(ReasonText.sentence(verdict.reason()))
                .contains(
                        "an alarm of the past is still set, for "
                                + SpokenTime.of(Instant.parse("2025-12-30T00:00:00Z"))
                                + " (2 d ago)");
        assertThat(ReasonText.remedy(verdict.reason()))
                .isEqualTo("clear the old alarm: echo 0 > " + RtcUnderTest.ALARM);
    }

    @Test
    void tellsTheAlarmOfALocalRtcInTheWorldsTime() {
        WakeVerdict verdict = rtc.systemBehind(2 * 3600 + 3).armed(3600).judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason()))
                .contains(
                        "for " + SpokenTime.of(Instant.parse("2025-12-31T23:00:00Z")) + " (in 1 h)")
                .contains("it keeps local time, UTC+2 h, which does no harm");
        assertThat(ReasonText.remedy(verdict.reason())).doesNotContain("hwclock");
    }

    @Test
    void computesTheAlarmOfAWrongRtcFromWhatItIsOff() {
        WakeVerdict verdict = rtc.systemBehind(3 * 86_400 + 100).armed(60).judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason()))
                .contains(
                        "for "
                                + SpokenTime.of(Instant.parse("2025-12-28T23:59:20Z"))
                                + " (in 1 min)")
                .contains("it is 3 d ahead of the system's clock, which does no harm");
        assertThat(ReasonText.remedy(verdict.reason())).contains("hwclock --systohc");
    }

    @ParameterizedTest
    @CsvSource({
        "0, it keeps UTC",
        "120, it keeps UTC",
        "-120, it keeps UTC",
        "121, it is 2 min 1 s ahead of the system's clock",
        "-300, it is 5 min behind the system's clock",
        "-18000, 'it keeps local time, UTC-5 h,'",
        "20700, 'it keeps local time, UTC+5 h 45 min,'",
        "50400, 'it keeps local time, UTC+14 h,'",
        "51300, it is 14 h 15 min ahead of the system's clock",
    })
    void tellsUtcFromLocalTimeFromWrong(long ahead, String words) {
        assertThat(ReasonText.sentence(rtc.systemBehind(ahead).judge().reason())).contains(words);
    }

    @Test
    void takesHwclocksWordWhereTheSystemsTimeIsNotKnown() {
        rtc.systemTime = new Reading.Absent<>("/proc/stat");
        rtc.noted = RtcUnderTest.present("/etc/adjtime", RtcTimeScale.LOCAL);

        assertThat(ReasonText.sentence(rtc.judge().reason()))
                .contains("by /etc/adjtime it keeps local time");
    }

    @Test
    void saysWhereHwclockIsMistaken() {
        rtc.noted = RtcUnderTest.present("/etc/adjtime", RtcTimeScale.LOCAL);

        assertThat(ReasonText.sentence(rtc.judge().reason()))
                .contains("it keeps UTC although hwclock noted local time");
    }

    @Test
    void saysThatABatteryIsDead() {
        assertThat(ReasonText.sentence(rtc.battery("dead").judge().reason()))
                .contains("its battery is dead");
        assertThat(ReasonText.sentence(rtc.battery("okay").judge().reason()))
                .doesNotContain("battery");
    }

    @Test
    void leavesTheReachOutWhereItIsNotKnown() {
        rtc.reach = new Reading.Denied<>("/sys/firmware/acpi/tables/FACP", "permission denied");

        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason())).doesNotContain("ahead");
        assertThat(verdict.evidence())
                .contains(
                        new Evidence(
                                "/sys/firmware/acpi/tables/FACP",
                                "not allowed: permission denied"));
    }

    @Test
    void doesNotKnowWhereTheAlarmCannotBeRead() {
        rtc.alarm = new Reading.Failed<>(RtcUnderTest.ALARM, "Input/output error");

        WakeVerdict verdict = rtc.judge();

        assertThat(verdict.support()).isEqualTo(Support.UNKNOWN);
        assertThat(ReasonText.sentence(verdict.reason()))
                .endsWith(RtcUnderTest.ALARM + " failed: Input/output error");
        assertThat(ReasonText.remedy(verdict.reason())).contains("dmesg");
    }

    @Test
    void doesNotKnowWhereTheTimeOrTheSwitchIsBroken() {
        rtc.time = new Reading.Malformed<>("/sys/class/rtc/rtc0/since_epoch", "binary");
        assertThat(rtc.judge().support()).isEqualTo(Support.UNKNOWN);

        RtcUnderTest other = new RtcUnderTest();
        other.setting = new Reading.Malformed<>(RtcUnderTest.SWITCH, "a directory");
        assertThat(other.judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(other.judge().enabled()).isEmpty();
    }

    @Test
    void doesNotKnowWhereTheDeviceIsNotToBeSeen() {
        rtc.setting = new Reading.Absent<>(RtcUnderTest.SWITCH);

        assertThat(rtc.judge().support()).isEqualTo(Support.UNKNOWN);
    }

    @Test
    void hasARowForAHostWithoutRtc() {
        WakeVerdict verdict = RtcJudge.none(new Evidence("/sys/class/rtc", "does not exist"));

        assertThat(verdict.name()).isEqualTo("rtc");
        assertThat(verdict.support()).isEqualTo(Support.UNSUPPORTED);
        assertThat(ReasonText.sentence(verdict.reason())).contains("no RTC");
        assertThat(ReasonText.remedy(verdict.reason())).isNotBlank();
    }
}
