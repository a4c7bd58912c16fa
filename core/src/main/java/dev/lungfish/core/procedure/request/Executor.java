package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.sleep.SleepState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Who carries out the last step, in the order of preference.
public enum Executor implements Spelled {
    /// systemd-logind, which tells other programs first (`PrepareForSleep`) and runs the hooks of
    /// the distribution.
    LOGIND("logind"),
    /// A write into `/sys/power/state`.
    KERNEL("kernel"),
    /// The programs of pm-utils.
    PM_UTILS("pm-utils");

    private final String spelling;

    Executor(String spelling) {
        this.spelling = spelling;
    }

    /// The word of `--executor`: `pm-utils`.
    @Override
    public String spelling() {
        return spelling;
    }

    public static Optional<Executor> ofSpelling(String spelling) {
        return Arrays.stream(values())
                .filter(executor -> executor.spelling.equals(spelling))
                .findFirst();
    }

    /// Whether it can be trusted with one state. pm-utils' own hybrid sleep clears the wake alarm
    /// and hibernates without one; neither it nor logind has a standby of its own.
    ///
    /// **Source:** pm-utils 1.4.1 `pm/functions`, `do_suspend_hybrid`; systemd
    /// `man/org.freedesktop.login1.xml`.
    public boolean canEnter(SleepState state) {
        return switch (this) {
            case KERNEL -> true;
            case LOGIND -> state != SleepState.STANDBY;
            case PM_UTILS ->
                    List.of(SleepState.SUSPEND_TO_RAM, SleepState.SUSPEND_TO_DISK).contains(state);
        };
    }
}
