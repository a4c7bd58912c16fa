package dev.lungfish.linux.rtc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.testkit.HostFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtcDeviceTest {
    private static final String RTC = "/sys/class/rtc/rtc0";
    private static final String FADT = "/sys/firmware/acpi/tables/FACP";

    @TempDir private Path folder;
    private HostFiles files;

    @BeforeEach
    void begin() {
        files =
                HostFiles.in(folder)
                        .file(RTC + "/name", "rtc_cmos 00:04\n")
                        .file(RTC + "/device/power/wakeup", "enabled\n");
    }

    @Test
    void tellsAnArmedFromAnUnarmedFromAMissingAlarm() throws NotARecordException {
        assertThat(device().alarm()).isInstanceOf(Reading.Absent.class);

        files.file(RTC + "/wakealarm", "");
        assertThat(device().alarm().toOptional()).contains(new RtcAlarm.Unarmed());

        files.file(RTC + "/wakealarm", "1767225600\n");
        assertThat(device().alarm().toOptional())
                .contains(new RtcAlarm.Armed(new RtcTime(1_767_225_600L)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"soon", "9223372036854775807", "99999999999999999999", "1 2", "1\n2", "\0"})
    void findsAbsurdTimesMalformed(String content) throws NotARecordException {
        files.file(RTC + "/wakealarm", content).file(RTC + "/since_epoch", content);

        assertThat(device().alarm()).isInstanceOf(Reading.Malformed.class);
        assertThat(device().time()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void findsAnEmptyTimeMalformed() throws NotARecordException {
        files.file(RTC + "/since_epoch", "");

        assertThat(device().time()).isInstanceOf(Reading.Malformed.class);
    }

    @Test
    void takesAMissingOrEmptySwitchForADeviceThatCannotWake() throws NotARecordException {
        files.file(RTC + "/device/power/wakeup", "\n");
        assertThat(device().wakeSwitch().setting().toOptional()).contains(WakeSetting.NOT_CAPABLE);

        assertThat(files.at(RTC + "/device/power/wakeup").toFile().delete()).isTrue();
        assertThat(device().wakeSwitch().setting().toOptional()).contains(WakeSetting.NOT_CAPABLE);
    }

    @Test
    void doesNotTakeAMissingDeviceForOneThatCannotWake() throws NotARecordException {
        HostFiles other = HostFiles.in(folder.resolve("other")).directory(RTC);

        RtcDevice device = new RtcDevice(HostTree.recorded(other.root()), "rtc0");

        assertThat(device.wakeSwitch().setting()).isInstanceOf(Reading.Absent.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, ONE_DAY", "13, 0, ONE_MONTH", "13, 14, ONE_YEAR", "0, 14, ONE_DAY"})
    void takesTheReachFromTheFirmware(int day, int month, AlarmReach reach)
            throws NotARecordException {
        files.file(FADT, fadt(day, month));

        assertThat(device().alarmReach().toOptional()).contains(reach);
    }

    /// ACPI 6.5 table 5.10: RTC_S4 is bit 7 of the flags, HW_REDUCED_ACPI bit 20.
    @ParameterizedTest
    @CsvSource({"0x25, false", "0xa5, true", "0x80a5, true", "0x100025, ", "0x1000a5, "})
    void takesFromTheFirmwareWhetherTheAlarmWakesFromDisk(String flags, Boolean wakes)
            throws NotARecordException {
        byte[] table = fadt(13, 14);
        int bits = Integer.decode(flags);
        for (int i = 0; i < 4; i++) {
            table[112 + i] = (byte) (bits >> (8 * i));
        }
        files.file(FADT, table);

        assertThat(device().limits().fromDisk().toOptional()).isEqualTo(Optional.ofNullable(wakes));
        files.file(RTC + "/name", "rtc-rk808 rk808-rtc\n");
        assertThat(device().limits().fromDisk()).isInstanceOf(Reading.Absent.class);
    }

    /// systemd#24279: on hosts that only suspend to idle the alarm must be ACPI's.
    @ParameterizedTest
    @CsvSource({
        "freeze mem, [s2idle], N, false",
        "freeze mem, [s2idle], Y, true",
        "freeze mem disk, s2idle [deep], N, ",
        "freeze standby mem, [s2idle], N, ",
        "freeze mem, [s2idle], , "
    })
    void looksWhoseAlarmItIsWhereNothingIsDeeperThanIdle(
            String states, String memory, String parameter, Boolean wakes)
            throws NotARecordException {
        files.file("/sys/power/state", states + "\n").file("/sys/power/mem_sleep", memory + "\n");
        if (parameter != null) {
            files.file("/sys/module/rtc_cmos/parameters/use_acpi_alarm", parameter + "\n");
        }

        assertThat(device().limits().fromIdle().toOptional()).isEqualTo(Optional.ofNullable(wakes));
    }

    @Test
    void doesNotTakeTheReachFromAnAbsurdTableNorForAnotherDriver() throws NotARecordException {
        files.file(FADT, "FACP");
        assertThat(device().alarmReach()).isInstanceOf(Reading.Malformed.class);

        files.file(FADT, new byte[276]);
        assertThat(device().alarmReach()).isInstanceOf(Reading.Malformed.class);

        files.file(FADT, fadt(0, 0)).file(RTC + "/name", "rtc-rk808 rk808-rtc\n");
        assertThat(device().alarmReach()).isInstanceOf(Reading.Absent.class);
    }

    @Test
    void givesTheStatusToTheRtcThatTheKernelDescribes() throws NotARecordException {
        files.file("/sys/class/rtc/rtc1/hctosys", "1\n")
                .file("/proc/driver/rtc", "rtc_time\t: 10:00:00\nbatt_status\t: dead\n");

        List<RtcReadings> readings = readAll();

        assertThat(readings.getFirst().status()).isInstanceOf(Reading.Absent.class);
        assertThat(readings.getLast().status().toOptional().orElseThrow().batteryOkay())
                .contains(false);
    }

    @Test
    void givesTheStatusToTheFirstRtcWhereNoneSetTheTime() throws NotARecordException {
        files.directory("/sys/class/rtc/rtc1").file("/proc/driver/rtc", "24hr : yes\n");

        List<RtcReadings> readings = readAll();

        assertThat(readings.getFirst().status()).isInstanceOf(Reading.Present.class);
        assertThat(readings.getLast().status()).isInstanceOf(Reading.Absent.class);
    }

    private List<RtcReadings> readAll() throws NotARecordException {
        RtcClass rtcs = new RtcClass(HostTree.recorded(files.root()));
        return rtcs.read(rtcs.devices().toOptional().orElseThrow());
    }

    private RtcDevice device() throws NotARecordException {
        return new RtcDevice(HostTree.recorded(files.root()), "rtc0");
    }

    private static byte[] fadt(int day, int month) {
        byte[] table = new byte[276];
        table[0] = 'F';
        table[1] = 'A';
        table[2] = 'C';
        table[3] = 'P';
        table[106] = (byte) day;
        table[107] = (byte) month;
        return table;
    }
}
