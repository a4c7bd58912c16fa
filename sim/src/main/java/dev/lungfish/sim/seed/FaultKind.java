package dev.lungfish.sim.seed;

import java.util.Locale;

/// The faults of the simulated host.
public enum FaultKind {
    // Any effect.
    /// It fails and had no effect.
    FAILS_UNDONE,
    /// It fails and took effect all the same.
    FAILS_DONE,
    /// It does not answer in its time, and never takes effect.
    HANGS_UNDONE,
    /// It does not answer in its time, and takes effect later.
    HANGS_DONE_LATER,
    /// It answers after seconds or minutes.
    SLOW,

    // Writes.
    /// Accepted, and nothing changed.
    DOES_NOT_HOLD,
    /// Accepted, and another value is stored.
    HOLDS_ANOTHER_VALUE,
    /// Accepted, stays for a while, and is gone then.
    VANISHES_LATER,
    /// Refused with `EROFS`, now and for the rest of the run.
    READ_ONLY,
    /// Only a part of the guests was handled.
    PARTLY_DONE,
    /// The disk reports the journal's line as written, and loses it.
    NOT_SYNCED,

    // Readings.
    /// Some files of the evidence are missing, or can't be read.
    EVIDENCE_MISSING,
    /// A source of blockers can't be asked.
    BLOCKERS_UNREADABLE,
    /// The file of wakeups can't be parsed.
    WAKEUPS_UNREADABLE,

    /// The driver of the NIC forgets its modes.
    CARD_FORGETS,

    // The process and the power.
    /// Lungfish is killed before the effect took place.
    KILLED_BEFORE,
    /// Lungfish is killed after the effect took place.
    KILLED_AFTER,
    /// The same while it settles what an earlier crash left.
    KILLED_IN_SETTLEMENT,
    /// The power is lost.
    POWER_CUT,
    /// The power is lost, and the RTC's alarm with it.
    ALARM_LOST_WITH_POWER,

    // Clocks.
    /// The wall clock is set.
    WALL_CLOCK_STEPS,
    /// An RTC is set.
    RTC_JUMPS,

    // Other programs on the host.
    /// Another program sets an alarm where none is.
    FOREIGN_ALARM_SET,
    /// Another program clears the alarm, whoever set it.
    FOREIGN_ALARM_CLEARED,
    /// Another program replaces the present alarm.
    FOREIGN_ALARM_REPLACED,
    /// A blocker appears.
    BLOCKER_APPEARS,
    /// A guest is started.
    GUEST_STARTS,
    /// Somebody makes the kernel only simulate sleeps (`pm_test`).
    TEST_MODE_SET,
    /// The requester cancels.
    CANCELLED,

    // The sleep.
    /// The kernel refuses, and says where it failed.
    SLEEP_REFUSED,
    /// The attempt returns without an error and without a sleep.
    SLEEP_RETURNS_AT_ONCE,
    /// The attempt does not return, and the host never sleeps.
    SLEEP_HANGS,
    /// The attempt does not return in time, and the host goes down later.
    SLEEP_COMES_LATER,
    /// The host sleeps, and the executor reports a failure.
    SLEEP_ANSWERED_AS_FAILED,
    /// What was asked for fails, and the host sleeps in another state, as systemd lets it.
    SLEEPS_IN_ANOTHER_STATE,
    /// Going down takes longer than the time to the alarm.
    ENTRY_TAKES_LONG,
    /// Coming back takes minutes.
    RESUME_TAKES_LONG,
    /// A device wakes the host.
    DEVICE_WAKES,
    /// The alarm fires and does not wake the host.
    ALARM_WAKES_NOBODY,
    /// The image of hibernation can't be read back: a fresh boot.
    IMAGE_LOST;

    /// In tables: `fails-undone`.
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
