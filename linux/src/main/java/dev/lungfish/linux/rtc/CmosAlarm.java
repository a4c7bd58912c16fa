package dev.lungfish.linux.rtc;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.linux.tree.HostTree;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The limits of a PC's RTC alarm, by the firmware's Fixed ACPI Description Table.
///
/// **Source:** ACPI 6.5 section 5.2.9, table 5.9: `DAY_ALRM` at byte 106, `MON_ALRM` at byte 107,
/// each the index of a register or zero. Linux `drivers/rtc/rtc-cmos.c`, `cmos_wake_setup()`, reads
/// both there and ignores a month without a day as a firmware error.
record CmosAlarm(HostTree tree) {
    static final String TABLE = "/sys/firmware/acpi/tables/FACP";

    private static final int DAY_ALARM = 106;
    private static final int MONTH_ALARM = 107;
    private static final String USE_ACPI = "/sys/module/rtc_cmos/parameters/use_acpi_alarm";
    private static final int FLAGS = 112;
    private static final int RTC_S4 = 1 << 7;
    private static final int REDUCED_HARDWARE = 1 << 20;
    private static final int LIMIT_BYTES = 4096;

    /// Absent on a host without ACPI; denied to all except root.
    Reading<AlarmReach> reach() {
        return switch (tree.bytes(TABLE, LIMIT_BYTES).map(CmosAlarm::parse)) {
            case Reading.Present<AlarmReach>(String source, AlarmReach reach, _) ->
                    new Reading.Present<>(source, reach, "alarms up to " + reach.spelling());
            case Reading<AlarmReach> other -> other;
        };
    }

    /// Whether the firmware says that the alarm wakes the host from S4; absent where it says
    /// nothing: without ACPI, in a table too short for flags, or without the fixed hardware that
    /// they describe.
    ///
    /// **Source:** ACPI 6.5 table 5.10: `RTC_S4` is bit 7, `HW_REDUCED_ACPI` bit 20; Linux
    /// `cmos_wake_setup()` prints "RTC can wake from S4" where the former is set.
    Reading<Boolean> wakesFromDisk() {
        Reading<byte[]> table = tree.bytes(TABLE, LIMIT_BYTES);
        if (!(table instanceof Reading.Present<byte[]>(_, byte[] bytes, _))) {
            return table.map(_ -> false);
        }
        if (bytes.length < FLAGS + Integer.BYTES || !isFadt(bytes)) {
            return new Reading.Absent<>(TABLE);
        }
        int flags = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(FLAGS);
        boolean wakes = (flags & RTC_S4) != 0;
        return (flags & REDUCED_HARDWARE) == 0
                ? new Reading.Present<>(
                        TABLE,
                        wakes,
                        "flags 0x%x: RTC_S4 %s".formatted(flags, wakes ? "set" : "not set"))
                : new Reading.Absent<>(TABLE);
    }

    /// Whether the alarm of a host that has no deeper sleep than suspend-to-idle is ACPI's; absent
    /// on others, and where the kernel has no such choice.
    Reading<Boolean> wakesFromIdle() {
        boolean deeper =
                tree.text("/sys/power/mem_sleep")
                                .toOptional()
                                .filter(text -> text.contains("deep"))
                                .isPresent()
                        || tree.text("/sys/power/state")
                                .toOptional()
                                .filter(text -> text.contains("standby"))
                                .isPresent();
        return deeper || !tree.exists("/sys/power/mem_sleep")
                ? new Reading.Absent<>(USE_ACPI)
                : tree.line(USE_ACPI).map(CmosAlarm::flag);
    }

    private static boolean flag(String word) {
        return switch (word) {
            case "Y" -> true;
            case "N" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "Y or N expected, found " + HostTree.quote(word));
        };
    }

    private static boolean isFadt(byte[] table) {
        return new String(table, 0, 4, StandardCharsets.ISO_8859_1).equals("FACP");
    }

    private static AlarmReach parse(byte[] table) {
        if (table.length <= MONTH_ALARM || !isFadt(table)) {
            throw new IllegalArgumentException(
                    "a table FACP of more than %s bytes expected, found %s bytes"
                            .formatted(MONTH_ALARM, table.length));
        }
        if (table[DAY_ALARM] == 0) {
            return AlarmReach.ONE_DAY;
        }
        return table[MONTH_ALARM] == 0 ? AlarmReach.ONE_MONTH : AlarmReach.ONE_YEAR;
    }
}
