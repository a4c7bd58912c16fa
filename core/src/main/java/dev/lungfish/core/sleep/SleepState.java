package dev.lungfish.core.sleep;

import dev.lungfish.core.reason.Spelled;
import java.util.Optional;

/// A state in which a host sleeps, with every spelling that the outside has for it. Nothing
/// converts by hand.
///
/// **Source:** Linux `Documentation/admin-guide/pm/sleep-states.rst`; ACPI 6.5 section 16.1 for the
/// S-numbers.
public enum SleepState implements Spelled {
    /// Tasks frozen, devices suspended, processors idle; no help from the firmware.
    SUSPEND_TO_IDLE("suspend-to-idle", "freeze", "s2idle", "S0ix"),
    /// ACPI S1: processors off, little latency, little saved.
    STANDBY("standby", "standby", "shallow", "S1"),
    /// ACPI S3: all but memory is off.
    SUSPEND_TO_RAM("suspend-to-ram", "mem", "deep", "S3"),
    /// ACPI S4: memory written to disk, all off.
    SUSPEND_TO_DISK("suspend-to-disk", "disk", "", "S4"),
    /// The image is written as for suspend-to-disk, then the host suspends to RAM.
    HYBRID("hybrid", "disk", "", "S3+S4");

    private final String spelling;
    private final String powerState;
    private final String memorySleep;
    private final String acpi;

    SleepState(String spelling, String powerState, String memorySleep, String acpi) {
        this.spelling = spelling;
        this.powerState = powerState;
        this.memorySleep = memorySleep;
        this.acpi = acpi;
    }

    /// The name in Lungfish's own JSON, configuration and messages: `suspend-to-ram`.
    @Override
    public String spelling() {
        return spelling;
    }

    /// The word of `/sys/power/state` that enters it: `mem`.
    public String powerStateWord() {
        return powerState;
    }

    /// The word of `/sys/power/mem_sleep` that makes `mem` mean this state; empty where none does.
    public Optional<String> memorySleepWord() {
        return memorySleep.isEmpty() ? Optional.empty() : Optional.of(memorySleep);
    }

    /// The name in ACPI's terms: `S3`.
    public String acpiName() {
        return acpi;
    }

    /// The state of this spelling, by [#spelling()].
    public static Optional<SleepState> ofSpelling(String spelling) {
        return Spelled.of(SleepState.class, spelling);
    }
}
