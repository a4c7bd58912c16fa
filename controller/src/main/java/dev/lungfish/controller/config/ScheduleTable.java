package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.plan.Schedule;
import dev.lungfish.core.fleet.schedule.WeeklyWindow;
import dev.lungfish.core.time.Weekdays;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Reads one `[[pools.NAME.schedule]]`. For one thread.
record ScheduleTable(SettingTable table) {
    private static final int MANY = 1_000_000;

    /// Empty where something is wrong.
    Optional<Schedule> read(ZoneId usual, String number) {
        Set<DayOfWeek> days = days();
        Optional<LocalTime> from = time("from");
        Optional<LocalTime> to = time("to");
        ZoneId zone = table.zone("zone", usual);
        int awake = (int) table.number("awake", 0, 0, MANY);
        Optional<Mode> mode =
                table.has("mode")
                        ? Optional.of(PoolTables.mode(table, "mode", Mode.RECOMMEND))
                        : Optional.empty();
        if (awake == 0 && mode.isEmpty()) {
            table.wrong("awake", "awake, or mode, or both", "none of them");
        }
        String name = table.text("name", number);
        if (from.isEmpty() || to.isEmpty() || days.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Schedule(
                        name, new WeeklyWindow(days, from.get(), to.get(), zone), awake, mode));
    }

    /// `["mon-fri", "sun"]`; all where nothing is said.
    private Set<DayOfWeek> days() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (!table.has("days")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (String word : table.texts("days")) {
            try {
                days.addAll(Weekdays.parse(word));
            } catch (IllegalArgumentException _) {
                table.wrong("days", "days as \"mon\" or \"mon-fri\"", word);
                return EnumSet.noneOf(DayOfWeek.class);
            }
        }
        return days;
    }

    /// `08:00`; `24:00` is the end of a day.
    private Optional<LocalTime> time(String key) {
        String word = table.text(key, "");
        try {
            return Optional.of(LocalTime.parse(word.equals("24:00") ? "00:00" : word));
        } catch (DateTimeParseException _) {
            table.wrong(key, "a time of the day as \"08:00\"", word);
            return Optional.empty();
        }
    }
}
