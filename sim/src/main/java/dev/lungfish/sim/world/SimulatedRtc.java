package dev.lungfish.sim.world;

import dev.lungfish.core.sleep.SleepState;
import java.util.Optional;
import java.util.Set;

/// One RTC: a clock of whole seconds that drifts, and one alarm register as Linux shows it.
///
/// **Source:** Linux `drivers/rtc/sysfs.c`, `wakealarm_store`: an armed register refuses a new
/// alarm in the future with `EBUSY`; a time in the past disarms it silently.
/// `drivers/rtc/rtc-cmos.c` `cmos_validate_alarm`: an alarm beyond the registers' reach is refused
/// with `EINVAL`.
public final class SimulatedRtc {

    /// The permanent properties of an RTC.
    ///
    /// @param name `rtc0`
    /// @param device its device: `00:04`
    /// @param mayWake its wake switch
    /// @param fires whether its alarm works while the host is awake
    /// @param wakesFrom the states from which its alarm really wakes the host
    /// @param reachSeconds how far ahead an alarm can be; 0 for any time
    /// @param saysReach whether its reach can be read
    /// @param driftPerMillion its drift
    public record Make(
            String name,
            String device,
            boolean mayWake,
            boolean fires,
            Set<SleepState> wakesFrom,
            long reachSeconds,
            boolean saysReach,
            int driftPerMillion) {}

    /// The owner of an armed alarm.
    public enum Holder {
        LUNGFISH,
        FOREIGN
    }

    private final Make make;
    private long sinceMillis;
    private long shownMillis;
    private boolean armed;
    private long alarmSeconds;
    private Holder holder = Holder.FOREIGN;
    private long ourSeconds = Long.MIN_VALUE;
    private Optional<ForeignAlarm> foreign = Optional.empty();
    private long vanishesMillis = Long.MAX_VALUE;
    private long disturbedMillis = Long.MIN_VALUE;
    private boolean readOnly;

    SimulatedRtc(Make make, long shownMillis) {
        this.make = make;
        this.shownMillis = shownMillis;
    }

    public String name() {
        return make.name();
    }

    public Make make() {
        return make;
    }

    /// Its shown time in whole seconds.
    public long shownSeconds(long nowMillis) {
        return Math.floorDiv(clockMillis(nowMillis), 1000);
    }

    private long clockMillis(long nowMillis) {
        long passed = nowMillis - sinceMillis;
        return shownMillis + passed + passed * make.driftPerMillion() / 1_000_000;
    }

    void jump(long nowMillis, long byMillis) {
        shownMillis = clockMillis(nowMillis) + byMillis;
        sinceMillis = nowMillis;
        disturbed(nowMillis);
    }

    /// How far ahead its alarm is by its own clock; 0 where none is armed.
    public long aheadMillis(long nowMillis) {
        return armed ? alarmSeconds * 1000 - clockMillis(nowMillis) : 0;
    }

    public boolean armed() {
        return armed;
    }

    public long alarmSeconds() {
        return alarmSeconds;
    }

    /// Whether it has an alarm of Lungfish.
    public boolean holdsOurs() {
        return armed && holder == Holder.LUNGFISH;
    }

    /// Whether this is the time of its last alarm of Lungfish.
    public boolean heldAsOurs(long seconds) {
        return ourSeconds == seconds;
    }

    public boolean holdsForeign() {
        return armed && holder == Holder.FOREIGN;
    }

    /// Its external alarm.
    public Optional<ForeignAlarm> foreign() {
        return holdsForeign() ? foreign : Optional.empty();
    }

    /// When the alarm fires; never if none is armed or if it would not fire.
    public long firesMillis() {
        if (!armed || !make.fires()) {
            return Long.MAX_VALUE;
        }
        long at = millisOf(alarmSeconds);
        return at >= vanishesMillis ? Long.MAX_VALUE : at;
    }

    /// When it shows so many seconds.
    long millisOf(long seconds) {
        long needed = seconds * 1000 - shownMillis;
        long at = sinceMillis + (needed * 1_000_000) / (1_000_000 + make.driftPerMillion()) - 2;
        while (clockMillis(at) < seconds * 1000) {
            at++;
        }
        return at;
    }

    /// The error of a write by Lungfish or another program; empty if it is accepted.
    String refusal(long nowMillis, long seconds) {
        long shown = shownSeconds(nowMillis);
        if (readOnly) {
            return "EROFS";
        }
        if (seconds <= shown) {
            return "";
        }
        if (armed) {
            return "EBUSY";
        }
        return make.reachSeconds() > 0 && seconds - shown >= make.reachSeconds() ? "EINVAL" : "";
    }

    /// Sets or, with a time in the past, clears. The caller has checked [#refusal].
    void set(long nowMillis, long seconds, Holder by, Optional<ForeignAlarm> alarm) {
        if (seconds <= shownSeconds(nowMillis)) {
            clear(nowMillis, by);
            return;
        }
        armed = true;
        alarmSeconds = seconds;
        if (by == Holder.LUNGFISH) {
            ourSeconds = seconds;
        }
        holder = by;
        foreign = alarm;
        vanishesMillis = Long.MAX_VALUE;
        if (alarm.isPresent() && alarm.get().setMillis() == nowMillis) {
            disturbed(nowMillis);
        }
    }

    void clear(long nowMillis, Holder by) {
        if (holdsForeign()) {
            foreign.orElseThrow()
                    .becomes(
                            by == Holder.LUNGFISH
                                    ? ForeignAlarm.Fate.TAKEN
                                    : ForeignAlarm.Fate.WITHDRAWN);
        }
        if (by != Holder.LUNGFISH) {
            disturbed(nowMillis);
        }
        armed = false;
    }

    /// Hardware, power or a late write loses the alarm.
    public void lose(long nowMillis) {
        if (holdsForeign()) {
            foreign.orElseThrow().becomes(ForeignAlarm.Fate.LOST);
        }
        armed = false;
        disturbed(nowMillis);
    }

    /// Makes due events happen: the alarm fires, or vanishes.
    void runTo(long nowMillis) {
        if (armed && vanishesMillis <= nowMillis) {
            lose(vanishesMillis);
        } else if (armed && firesMillis() <= nowMillis) {
            if (holdsForeign()) {
                foreign.orElseThrow().becomes(ForeignAlarm.Fate.FIRED);
            }
            armed = false;
        }
    }

    public void vanishAt(long millis) {
        vanishesMillis = millis;
    }

    /// Whether the alarm will be gone before it is due.
    public boolean vanishes() {
        return vanishesMillis != Long.MAX_VALUE;
    }

    public void becomeReadOnly() {
        readOnly = true;
    }

    public boolean isReadOnly() {
        return readOnly;
    }

    private void disturbed(long atMillis) {
        disturbedMillis = Math.max(disturbedMillis, atMillis);
    }

    /// When another program or a fault last changed the register or the clock.
    public long disturbedMillis() {
        return disturbedMillis;
    }

    /// Records that a fault changed its register.
    public void disturb(long nowMillis) {
        disturbed(nowMillis);
    }

    @Override
    public String toString() {
        return name() + (armed ? " armed at " + alarmSeconds + " by " + holder : " unarmed");
    }
}
