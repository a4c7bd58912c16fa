package dev.lungfish.core.procedure.request;

import dev.lungfish.core.reason.Spelled;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.sleep.SuspendTarget;
import java.util.List;
import java.util.Optional;

/// What a request asks for: the three targets of libvirt, and suspend-to-idle.
public enum SleepTarget implements Spelled {
    /// The deepest state in which memory stays powered.
    MEM("mem"),
    DISK("disk"),
    HYBRID("hybrid"),
    IDLE("idle");

    private final String spelling;

    SleepTarget(String spelling) {
        this.spelling = spelling;
    }

    /// The word that `lungfish suspend` takes: `mem`.
    @Override
    public String spelling() {
        return spelling;
    }

    /// The sleep states that answer it, best first; the first one that the host supports is taken.
    public List<SleepState> candidates() {
        return switch (this) {
            case MEM ->
                    List.of(
                            SleepState.SUSPEND_TO_RAM,
                            SleepState.STANDBY,
                            SleepState.SUSPEND_TO_IDLE);
            case DISK -> List.of(SleepState.SUSPEND_TO_DISK);
            case HYBRID -> List.of(SleepState.HYBRID);
            case IDLE -> List.of(SleepState.SUSPEND_TO_IDLE);
        };
    }

    public static Optional<SleepTarget> ofSpelling(String spelling) {
        return Spelled.of(SleepTarget.class, spelling);
    }

    /// What a client of libvirt means.
    public static SleepTarget of(SuspendTarget target) {
        return switch (target) {
            case MEM -> MEM;
            case DISK -> DISK;
            case HYBRID -> HYBRID;
        };
    }
}
