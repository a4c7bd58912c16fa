package dev.lungfish.sim.world;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Other programs and people on the host: they set and clear alarms, hold inhibitors, start guests,
/// step clocks, whenever they like.
public final class Neighbours {
    private final World world;
    private final Dice dice;
    private final Faults faults;
    private final List<ForeignAlarm> alarms = new ArrayList<>();
    private FaultKind next = FaultKind.BLOCKER_APPEARS;

    Neighbours(World world, Dice dice, Faults faults) {
        this.world = world;
        this.dice = dice;
        this.faults = faults;
    }

    /// The external alarms that are not over yet, or were not at the last call.
    public List<ForeignAlarm> alarms() {
        return alarms;
    }

    /// Forgets past alarms, and the fate of those that Lungfish took out.
    void forgive() {
        alarms.removeIf(alarm -> alarm.fate() != ForeignAlarm.Fate.STANDS);
    }

    /// Whether something happens now; [#act] then does it.
    boolean stir() {
        Optional<FaultKind> kind =
                faults.strike(
                        FaultKind.FOREIGN_ALARM_SET,
                        FaultKind.FOREIGN_ALARM_CLEARED,
                        FaultKind.FOREIGN_ALARM_REPLACED,
                        FaultKind.BLOCKER_APPEARS,
                        FaultKind.GUEST_STARTS,
                        FaultKind.TEST_MODE_SET,
                        FaultKind.WALL_CLOCK_STEPS,
                        FaultKind.RTC_JUMPS);
        kind.ifPresent(chosen -> next = chosen);
        return kind.isPresent();
    }

    void act() {
        if (world.lungfishDied() || world.rtcs().isEmpty()) {
            return;
        }
        SimulatedRtc rtc = world.rtcs().get(dice.below(world.rtcs().size()));
        boolean done =
                switch (next) {
                    case FOREIGN_ALARM_SET -> !rtc.armed() && setAlarm(rtc, anyLength());
                    case FOREIGN_ALARM_CLEARED -> clearAlarm(rtc);
                    case FOREIGN_ALARM_REPLACED -> clearAlarm(rtc) && setAlarm(rtc, anyLength());
                    case BLOCKER_APPEARS -> appear();
                    case GUEST_STARTS -> world.guests().startOne();
                    case TEST_MODE_SET -> pretend();
                    case WALL_CLOCK_STEPS -> stepWallClock();
                    case RTC_JUMPS -> jump(rtc);
                    default -> false;
                };
        if (done) {
            faults.injected(next);
        }
    }

    private long anyLength() {
        return dice.magnitude(2, 200_000);
    }

    /// Sets an alarm as another program would.
    public boolean setAlarm(SimulatedRtc rtc, long aheadSeconds) {
        long seconds = rtc.shownSeconds(world.nowMillis()) + aheadSeconds;
        if (aheadSeconds <= 0 || !rtc.refusal(world.nowMillis(), seconds).isEmpty()) {
            return false;
        }
        hold(rtc, seconds);
        return true;
    }

    private void hold(SimulatedRtc rtc, long seconds) {
        ForeignAlarm alarm = new ForeignAlarm(rtc, seconds, world.nowMillis());
        alarms.add(alarm);
        rtc.set(world.nowMillis(), seconds, SimulatedRtc.Holder.FOREIGN, Optional.of(alarm));
    }

    /// An alarm that Lungfish left behind counts as external from here on.
    void adopt(SimulatedRtc rtc) {
        if (rtc.holdsOurs()) {
            hold(rtc, rtc.alarmSeconds());
        }
    }

    private boolean clearAlarm(SimulatedRtc rtc) {
        if (!rtc.armed() || rtc.isReadOnly()) {
            return false;
        }
        rtc.clear(world.nowMillis(), SimulatedRtc.Holder.FOREIGN);
        return true;
    }

    /// Lungfish sets an alarm; one that it had taken out is its owner's again.
    ///
    /// @return the error; empty if it is accepted
    public String setForLungfish(SimulatedRtc rtc, long seconds) {
        String refusal = rtc.refusal(world.nowMillis(), seconds);
        if (refusal.isEmpty()) {
            Optional<ForeignAlarm> taken = taken(rtc, seconds);
            taken.ifPresent(alarm -> alarm.becomes(ForeignAlarm.Fate.STANDS));
            rtc.set(
                    world.nowMillis(),
                    seconds,
                    taken.isPresent() ? SimulatedRtc.Holder.FOREIGN : SimulatedRtc.Holder.LUNGFISH,
                    taken);
        }
        return refusal;
    }

    private Optional<ForeignAlarm> taken(SimulatedRtc rtc, long seconds) {
        for (int index = alarms.size() - 1; index >= 0; index--) {
            ForeignAlarm alarm = alarms.get(index);
            if (alarm.fate() == ForeignAlarm.Fate.TAKEN
                    && alarm.rtc() == rtc
                    && alarm.seconds() == seconds) {
                return Optional.of(alarm);
            }
        }
        return Optional.empty();
    }

    /// Lungfish clears an alarm.
    public void clearForLungfish(SimulatedRtc rtc) {
        rtc.clear(world.nowMillis(), SimulatedRtc.Holder.LUNGFISH);
    }

    /// Records the removed alarms that would have woken the host.
    void noteMissed(SleepState state, long fellMillis, long wokeMillis) {
        for (ForeignAlarm alarm : alarms) {
            if (alarm.fate() == ForeignAlarm.Fate.TAKEN && world.wakes(alarm.rtc(), state)) {
                long due = alarm.rtc().millisOf(alarm.seconds());
                if (due > fellMillis && due < wokeMillis) {
                    alarm.missed(due);
                }
            }
        }
    }

    /// A blocker appears.
    public boolean appear() {
        world.blockers().appear(dice.below(Blockers.kinds()), world.nowMillis());
        return true;
    }

    private boolean pretend() {
        world.testMode(
                world.testMode().equals("none")
                        ? dice.pick("freezer", "devices", "platform", "core")
                        : "none");
        return true;
    }

    private boolean stepWallClock() {
        long by = dice.magnitude(10, 4_000_000_000L);
        world.stepWallClock(dice.chance(0.5) ? by : -by / 10);
        return true;
    }

    private boolean jump(SimulatedRtc rtc) {
        long by = dice.magnitude(1000, 90_000_000);
        rtc.jump(world.nowMillis(), dice.chance(0.5) ? by : -by);
        return true;
    }
}
