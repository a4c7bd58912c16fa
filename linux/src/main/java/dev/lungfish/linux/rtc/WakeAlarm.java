package dev.lungfish.linux.rtc;

import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostWriter;

/// Writes the alarm of one RTC.
///
/// A number in the past clears the alarm of a live RTC; `0` is the usual one. The file of a record
/// is emptied instead, since the kernel would show an empty file then.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-rtc`, `wakealarm`; `wakealarm_store()`
/// in `drivers/rtc/sysfs.c` refuses a second alarm with `EBUSY`, and takes a number in the past
/// only for clearing.
public final class WakeAlarm {
    private final HostWriter writer;
    private final String path;
    private final String cleared;

    /// @param live whether the file is the kernel's, or an ordinary one
    /// @throws IllegalArgumentException if it is no name of an RTC
    public WakeAlarm(HostWriter writer, String rtc, boolean live) {
        this.writer = writer;
        this.path = path(rtc);
        this.cleared = live ? "0\n" : "";
    }

    /// The file of an RTC's alarm: `/sys/class/rtc/rtc0/wakealarm`.
    ///
    /// @throws IllegalArgumentException if it is no name of an RTC
    public static String path(String rtc) {
        return RtcClass.path(rtc) + "/wakealarm";
    }

    /// Sets the alarm.
    ///
    /// @param at in the RTC's own time
    /// @throws HostFileException if the RTC refuses it
    public void set(RtcTime at) throws HostFileException {
        writer.write(path, at.secondsSinceEpoch() + "\n");
    }

    /// Clears the alarm.
    ///
    /// @throws HostFileException if the RTC refuses
    public void clear() throws HostFileException {
        writer.write(path, cleared);
    }
}
