package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.fleet.schedule.WeeklyWindow;
import java.util.Optional;

/// What a pool does at a time of the week.
///
/// @param name by which it is shown
/// @param awake how many hosts are awake then at least, used or not
/// @param mode what becomes of the plan then; empty where it is the pool's
public record Schedule(String name, WeeklyWindow when, int awake, Optional<Mode> mode) {
    public Schedule {
        if (awake < 0) {
            throw new IllegalArgumentException("no negative number expected, found " + awake);
        }
    }
}
