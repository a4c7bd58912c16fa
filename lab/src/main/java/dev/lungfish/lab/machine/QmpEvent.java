package dev.lungfish.lab.machine;

import java.time.Instant;

/// Something that QEMU says has happened to its machine.
///
/// **Source:** QEMU `qapi/run-state.json`: `SUSPEND`, `SUSPEND_DISK`, `WAKEUP`, `SHUTDOWN`.
///
/// @param name as QEMU calls it: `SUSPEND`
/// @param at when, by this machine's clock
public record QmpEvent(String name, Instant at) {
    public static final String SUSPEND = "SUSPEND";
    public static final String WAKEUP = "WAKEUP";

    public boolean is(String event) {
        return name.equals(event);
    }
}
