package dev.lungfish.lab.machine;

import java.time.Instant;
import java.util.Set;

/// An event of a machine, as reported by QEMU.
///
/// **Source:** QEMU `qapi/run-state.json`: `SUSPEND`, `SUSPEND_DISK`, `WAKEUP`, `SHUTDOWN`.
///
/// @param name QEMU's name: `SUSPEND`
/// @param at when, by this machine's clock
public record QmpEvent(String name, Instant at) {
    public static final String SUSPEND = "SUSPEND";
    public static final String WAKEUP = "WAKEUP";

    /// Events that say whether a machine runs; QEMU has others, of its devices.
    private static final Set<String> OF_STATE =
            Set.of(SUSPEND, WAKEUP, "SUSPEND_DISK", "POWERDOWN", "SHUTDOWN", "RESET");

    boolean isOfState() {
        return OF_STATE.contains(name);
    }

    public boolean is(String event) {
        return name.equals(event);
    }
}
