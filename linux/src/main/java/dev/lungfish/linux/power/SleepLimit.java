package dev.lungfish.linux.power;

import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;

/// How long an attempt to sleep may keep the host awake before it counts as hanging: the way down
/// and the way up together, on the clock that stands still during sleep.
///
/// Tasks are given 20 s to freeze and a device 120 s to suspend (Linux `kernel/power/process.c`,
/// `freeze_timeout_msecs`; `CONFIG_DPM_WATCHDOG_TIMEOUT`); an image of many gigabytes takes the
/// time of its disk.
public final class SleepLimit {
    private static final Duration MEMORY = Duration.ofMinutes(3);
    private static final Duration IMAGE = Duration.ofMinutes(15);

    private SleepLimit() {}

    public static Duration of(SleepState state) {
        return writesImage(state) ? IMAGE : MEMORY;
    }

    static boolean writesImage(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> false;
            case SUSPEND_TO_DISK, HYBRID -> true;
        };
    }
}
