package dev.lungfish.linux.rtc;

import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostWriter;

/// The alarm of one RTC, to be written.
///
/// A number of the past clears the alarm of a live RTC, and `0` is the one that everybody takes for
/// that. The file of a record is emptied instead, since that is how the kernel would show it then.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-rtc`, `wakealarm`; `wakealarm_store()`
/// in `drivers/rtc/sysfs.c` refuses a second alarm with `EBUSY`, and takes no number of the past
/// for anything but clearing.
public final class WakeAlarm {
    private final HostWriter writer;
    private final String path;
    private final String cleared;

    /// @param live whether the kernel takes the value, or an ordinary file
    /// @throws IllegalArgumentException where the RTC's name is none
    public WakeAlarm(HostWriter writer, String rtc, boolean live) {
        this.writer = writer;
        this.path = path(rtc);
        this.cleared = live ? "0\n" : "";
    }

    /// The file of an RTC's alarm: `/sys/class/rtc/rtc0/wakealarm`.
    ///
    /// @throws IllegalArgumentException where the RTC's name is none
    public static String path(String rtc) {
        return RtcClass.path(rtc) + "/wakealarm";
    }

    /// Sets the alarm.
    ///
    /// @param at in the RTC's own time
    /// @throws HostFileException where the RTC does not take it
    public void set(RtcTime at) throws HostFileException {
        writer.write(path, at.secondsSinceEpoch() + "\n");
    }

    /// Clears the alarm.
    ///
    /// @throws HostFileException where the RTC does not let it be cleared
    public void clear() throws HostFileException {
        writer.write(path, cleared);
    }
}
