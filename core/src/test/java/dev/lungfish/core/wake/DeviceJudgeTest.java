package dev.lungfish.core.wake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.core.wake.DeviceJudge.DeviceReadings;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.core.wake.WakeVerdict.WakeKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceJudgeTest {
    private static final String SWITCH = "/sys/devices/x/power/wakeup";

    private String name = "PNP0C0D:00";
    private String subsystem = "acpi";
    private String pciClass = "";
    private String product = "";
    private Reading<WakeSetting> setting = RtcUnderTest.present(SWITCH, WakeSetting.ENABLED);

    @Test
    void countsWhatADeviceDid() {
        WakeVerdict verdict = judge();

        assertThat(verdict.support()).isEqualTo(Support.SUPPORTED);
        assertThat(verdict.enabled()).contains(true);
        assertThat(ReasonText.sentence(verdict.reason()))
                .isEqualTo(
                        "lid may wake the host; wake events since boot: 3; it kept the host from"
                                + " sleeping, times: 1");
    }

    @Test
    void namesTheSwitchOfADeviceThatMayNot() {
        setting = RtcUnderTest.present(SWITCH, WakeSetting.DISABLED);

        assertThat(judge().support()).isEqualTo(Support.SUPPORTED);
        assertThat(judge().enabled()).contains(false);
        assertThat(ReasonText.remedy(judge().reason())).endsWith("echo enabled > " + SWITCH);
    }

    @Test
    void doesNotKnowWhereTheSwitchIsBroken() {
        setting = new Reading.Denied<>(SWITCH, "permission denied");

        assertThat(judge().support()).isEqualTo(Support.UNKNOWN);
        assertThat(judge().enabled()).isEmpty();
        assertThat(ReasonText.sentence(judge().reason())).contains("permission denied");
    }

    @ParameterizedTest
    @CsvSource({
        "PNP0C0C:00, acpi, '', '', PLATFORM, power button",
        "LNXSLPBN:00, acpi, '', '', PLATFORM, sleep button",
        "00:05, pnp, '', '', PLATFORM, this device",
        "serio0, serio, '', '', PLATFORM, this device",
        "0000:00:14.0, pci, 0x0c0330, '', PCI, USB controller",
        "0000:00:14.0, pci, garbage, '', PCI, this device",
        "1-4, usb, '', Some Keyboard, USB, Some Keyboard",
        "BAT0, power_supply, '', '', OTHER, this device",
    })
    void tellsWhatADeviceIs(
            String device, String bus, String code, String own, WakeKind kind, String title) {
        name = device;
        subsystem = bus;
        pciClass = code;
        product = own;

        assertThat(judge().kind()).isEqualTo(kind);
        assertThat(ReasonText.sentence(judge().reason())).startsWith(title + " may wake");
    }

    private WakeVerdict judge() {
        return DeviceJudge.judge(
                new DeviceReadings(
                        name,
                        RtcUnderTest.present("subsystem", subsystem),
                        new Reading.Absent<>("driver"),
                        text("product", product),
                        new Reading.Absent<>("hid"),
                        new Reading.Absent<>("description"),
                        text("class", pciClass),
                        new WakeSwitch(
                                setting,
                                new WakeCounts(
                                        RtcUnderTest.present("wakeup_count", 3L),
                                        RtcUnderTest.present("wakeup_active_count", 3L),
                                        RtcUnderTest.present("wakeup_abort_count", 1L),
                                        RtcUnderTest.present(
                                                "wakeup_last_time_ms", Duration.ofMinutes(5))))));
    }

    private static Reading<String> text(String source, String value) {
        return value.isEmpty() ? new Reading.Absent<>(source) : RtcUnderTest.present(source, value);
    }
}
