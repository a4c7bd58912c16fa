package dev.lungfish.sim.world;

/// An external alarm, and its fate.
public final class ForeignAlarm {
    /// The fates of an alarm.
    public enum Fate {
        /// It is in the register.
        STANDS,
        /// Lungfish took it away.
        TAKEN,
        /// Its time came.
        FIRED,
        /// Its owner removed or replaced it.
        WITHDRAWN,
        /// Hardware, power or yet another program lost it.
        LOST
    }

    private final SimulatedRtc rtc;
    private final long seconds;
    private final long setMillis;
    private Fate fate = Fate.STANDS;
    private long missedMillis = -1;
    private boolean lostTheRace;

    ForeignAlarm(SimulatedRtc rtc, long seconds, long setMillis) {
        this.rtc = rtc;
        this.seconds = seconds;
        this.setMillis = setMillis;
    }

    /// The RTC of its register.
    public SimulatedRtc rtc() {
        return rtc;
    }

    /// When it is due, in the RTC's own time.
    public long seconds() {
        return seconds;
    }

    /// When it was set.
    public long setMillis() {
        return setMillis;
    }

    public Fate fate() {
        return fate;
    }

    void becomes(Fate now) {
        fate = now;
    }

    /// Records that the host slept at its time while it was removed.
    void missed(long atMillis) {
        missedMillis = atMillis;
    }

    /// Whether the host slept at its time while it was removed.
    public boolean wasMissed() {
        return missedMillis >= 0;
    }

    /// Its owner set it at a moment at which it could not be distinguished from Lungfish's.
    public void loseTheRace() {
        lostTheRace = true;
    }

    public boolean lostTheRace() {
        return lostTheRace;
    }

    @Override
    public String toString() {
        return rtc.name() + " at " + seconds + " " + fate;
    }
}
