package dev.lungfish.sim.world;

/// An alarm that another program set, and what became of it.
public final class ForeignAlarm {
    /// What can become of one.
    public enum Fate {
        /// It stands in the register.
        STANDS,
        /// Lungfish took it away.
        TAKEN,
        /// Its time came.
        FIRED,
        /// Its owner does not want it any more, or has another one now.
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

    /// Whose register it is for.
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

    /// Notes that the host slept at its time while it was away.
    void missed(long atMillis) {
        missedMillis = atMillis;
    }

    /// Whether the host slept at its time while it was away.
    public boolean wasMissed() {
        return missedMillis >= 0;
    }

    /// Its owner set it at a moment at which nobody could know that it was not Lungfish's.
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
