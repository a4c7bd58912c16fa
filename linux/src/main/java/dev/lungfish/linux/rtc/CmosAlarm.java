package dev.lungfish.linux.rtc;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;

/// The reach of a PC's RTC alarm, by the firmware's Fixed ACPI Description Table.
///
/// **Source:** ACPI 6.5 section 5.2.9, table 5.9: `DAY_ALRM` at byte 106, `MON_ALRM` at byte 107,
/// each the index of a register or zero. Linux `drivers/rtc/rtc-cmos.c`, `cmos_wake_setup()`, reads
/// both there and ignores a month without a day as a firmware error.
record CmosAlarm(HostTree tree) {
    static final String TABLE = "/sys/firmware/acpi/tables/FACP";

    private static final int DAY_ALARM = 106;
    private static final int MONTH_ALARM = 107;
    private static final int LIMIT_BYTES = 4096;

    /// Absent on a host without ACPI; denied to all except root.
    Reading<AlarmReach> reach() {
        return switch (tree.bytes(TABLE, LIMIT_BYTES).map(CmosAlarm::parse)) {
            case Reading.Present<AlarmReach>(String source, AlarmReach reach, _) ->
                    new Reading.Present<>(source, reach, "alarms up to " + reach.spelling());
            case Reading<AlarmReach> other -> other;
        };
    }

    private static AlarmReach parse(byte[] table) {
        if (table.length <= MONTH_ALARM
                || !new String(table, 0, 4, StandardCharsets.ISO_8859_1).equals("FACP")) {
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
