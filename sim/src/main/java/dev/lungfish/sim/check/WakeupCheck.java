package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.sim.world.Sleep;
import dev.lungfish.sim.world.Wakeups;
import dev.lungfish.sim.world.World;

/// What must hold for wakeups at the moment at which a sleep is entered.
final class WakeupCheck {
    /// The sum of rounding, resumes and clocks that are read one after the other.
    private static final long SLACK_MILLIS = 4000;

    private final World world;
    private final Account account;

    WakeupCheck(World world, Account account) {
        this.world = world;
        this.account = account;
    }

    /// Checks.
    ///
    /// @param ringsMillis when the alarm is due, in the time of the world
    void enters(long ringsMillis) {
        long lastWake = account.sleeps().isEmpty() ? -1 : account.sleeps().getLast().wokeMillis();
        Violation.unless(
                account.wakeupsKnown() && account.wakeupsAskedMillis() >= lastWake,
                Invariant.WAKEUPS_KNOWN,
                () ->
                        "a sleep is entered, and nobody looked who wants the host awake, or it is"
                                + " not known");
        if (world.wallDisturbedMillis() >= account.beganMillis()) {
            return; // Nobody can keep a time of day that changes.
        }
        for (Wakeups.Asked asked : world.wakeups().all()) {
            if (asked.askedMillis() < account.wakeupsAskedMillis()) {
                check(asked.wakeup(), ringsMillis);
            }
        }
    }

    private void check(Wakeup wakeup, long ringsMillis) {
        long due = world.wakeups().dueMillis(wakeup);
        if (due > world.nowMillis()) {
            Violation.unless(
                    ringsMillis <= due + SLACK_MILLIS || due > account.promisedMillis(),
                    Invariant.NO_WAKEUP_SLEPT_PAST,
                    () ->
                            "%s is due in %s ms, the alarm in %s"
                                    .formatted(
                                            wakeup,
                                            due - world.nowMillis(),
                                            ringsMillis - world.nowMillis()));
        } else {
            long end = begun(due) + wakeup.stay().toMillis();
            Violation.unless(
                    world.nowMillis() >= end - SLACK_MILLIS,
                    Invariant.STAY_KEPT,
                    () ->
                            wakeup
                                    + " wants the host for another "
                                    + (end - world.nowMillis())
                                    + " ms");
        }
    }

    /// When the host was first awake for it.
    private long begun(long due) {
        for (Sleep sleep : account.sleeps()) {
            if (sleep.fellMillis() < due && due <= sleep.wokeMillis()) {
                return sleep.wokeMillis();
            }
        }
        return due;
    }
}
