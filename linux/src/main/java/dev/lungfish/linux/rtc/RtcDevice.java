package dev.lungfish.linux.rtc;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcReadings.RtcStatus;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.core.wake.WakeSwitch;
import dev.lungfish.linux.device.WakeSwitchReader;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// One RTC, `/sys/class/rtc/rtc0`. Each method reads it anew.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-rtc`.
public final class RtcDevice {
    private final HostTree tree;
    private final String name;

    RtcDevice(HostTree tree, String name) {
        this.tree = tree;
        this.name = name;
    }

    /// `rtc0`; if its driver is bound again, an RTC gets another number.
    public String name() {
        return name;
    }

    /// Its folder, as on the host: `/sys/class/rtc/rtc0`.
    public String path() {
        return "/sys/class/rtc/" + name;
    }

    /// The folder of its device, which signals a wake.
    public String devicePath() {
        return path() + "/device";
    }

    /// The driver and the device in one line: `rtc_cmos 00:04`.
    public Reading<String> driver() {
        return tree.line(path() + "/name");
    }

    /// The kernel's name of its device: `00:04`; empty if the driver's line does not have it.
    public Optional<String> deviceName() {
        return driver().toOptional()
                .filter(line -> line.indexOf(' ') > 0)
                .map(line -> line.substring(line.lastIndexOf(' ') + 1));
    }

    /// Its present time.
    public Reading<RtcTime> time() {
        return tree.number(path() + "/since_epoch", Long.MIN_VALUE, Long.MAX_VALUE)
                .map(RtcTime::new);
    }

    /// Its alarm; absent if it has none that could wake the host.
    ///
    /// The file is read once: an alarm could fire between two reads.
    public Reading<RtcAlarm> alarm() {
        return tree.line(path() + "/wakealarm").map(RtcDevice::alarm);
    }

    private static RtcAlarm alarm(String line) {
        return line.isEmpty()
                ? new RtcAlarm.Unarmed()
                : new RtcAlarm.Armed(
                        new RtcTime(HostTree.parseNumber(line, Long.MIN_VALUE, Long.MAX_VALUE)));
    }

    /// Whether the kernel took the system's time from it at boot.
    public Reading<Boolean> setSystemTime() {
        return tree.number(path() + "/hctosys", 0, 1).map(number -> number == 1);
    }

    /// Whether its device may wake the host.
    public WakeSwitch wakeSwitch() {
        return new WakeSwitchReader(tree).read(devicePath());
    }

    /// From which states its alarm does not wake the host, as far as a PC's firmware or kernel says
    /// so.
    public RtcReadings.Limits limits() {
        CmosAlarm cmos = new CmosAlarm(tree);
        return isCmos()
                ? new RtcReadings.Limits(cmos.wakesFromDisk(), cmos.wakesFromIdle())
                : RtcReadings.Limits.notStated();
    }

    private boolean isCmos() {
        return driver().toOptional().filter(line -> line.startsWith("rtc_cmos")).isPresent();
    }

    /// How far ahead its alarm can be set; known for the RTC of a PC with ACPI, absent for others.
    public Reading<AlarmReach> alarmReach() {
        CmosAlarm cmos = new CmosAlarm(tree);
        return isCmos() ? cmos.reach() : new Reading.Absent<>(CmosAlarm.TABLE);
    }

    RtcReadings read(Reading<RtcStatus> status) {
        return new RtcReadings(
                name,
                driver(),
                time(),
                alarm(),
                setSystemTime(),
                wakeSwitch(),
                alarmReach(),
                limits(),
                status);
    }
}
