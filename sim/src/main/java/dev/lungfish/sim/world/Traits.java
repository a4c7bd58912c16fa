package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.seed.Dice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The permanent properties of a host.
///
/// @param rtcs by number
/// @param rtcOffMillis how much their clocks are off
/// @param states that it supports
/// @param executors the available ones
/// @param memoryAtBoot the value of `mem_sleep` after a boot
/// @param countsEvents whether the kernel counts wake events
/// @param tellsInterrupt whether `pm_wakeup_irq` works
/// @param idleStopsClocks whether the monotonic clock stands still in suspend-to-idle
/// @param countsSuspends whether there is `/sys/power/suspend_stats`
public record Traits(
        List<SimulatedRtc.Make> rtcs,
        long rtcOffMillis,
        Set<SleepState> states,
        Set<Executor> executors,
        String memoryAtBoot,
        boolean countsEvents,
        boolean tellsInterrupt,
        boolean idleStopsClocks,
        boolean countsSuspends) {
    private static final long DAY = 86_400;

    static Traits roll(Dice dice) {
        EnumSet<SleepState> states = EnumSet.noneOf(SleepState.class);
        for (SleepState state : SleepState.values()) {
            if (dice.chance(0.85)) {
                states.add(state);
            }
        }
        EnumSet<Executor> executors = EnumSet.noneOf(Executor.class);
        for (Executor executor : Executor.values()) {
            if (dice.chance(executor == Executor.KERNEL ? 0.95 : 0.4)) {
                executors.add(executor);
            }
        }
        List<SimulatedRtc.Make> rtcs = new ArrayList<>();
        int incapable = dice.chance(0.25) ? 1 + dice.below(2) : 0;
        for (int number = 0; number < incapable; number++) {
            rtcs.add(make(dice, number, false));
        }
        if (dice.chance(0.98)) {
            rtcs.add(make(dice, incapable, true));
        }
        return new Traits(
                rtcs,
                dice.pick(0L, 0L, 3_600_000L, 7_200_000L, -90_000_000_000L) + dice.below(1000),
                states,
                executors,
                dice.pick("deep", "s2idle"),
                dice.chance(0.8),
                dice.chance(0.4),
                dice.chance(0.8),
                dice.chance(0.85));
    }

    private static SimulatedRtc.Make make(Dice dice, int number, boolean mayWake) {
        EnumSet<SleepState> wakesFrom = EnumSet.allOf(SleepState.class);
        if (dice.chance(0.02)) {
            wakesFrom =
                    dice.chance(0.5)
                            ? EnumSet.noneOf(SleepState.class)
                            : EnumSet.complementOf(EnumSet.of(SleepState.SUSPEND_TO_IDLE));
        }
        boolean pc = dice.chance(0.7);
        return new SimulatedRtc.Make(
                "rtc" + number,
                mayWake && pc ? "00:04" : "rtc-i2c",
                mayWake,
                dice.chance(0.97),
                wakesFrom,
                pc ? dice.pick(DAY, 28 * DAY, 365 * DAY) : 0,
                pc && dice.chance(0.8),
                dice.chance(0.8) ? dice.below(41) - 20 : dice.below(401) - 200);
    }

    long rtcShownMillis(long wallMillis) {
        return wallMillis + rtcOffMillis;
    }

    /// Whether an alarm of this RTC works as it seems to.
    public boolean honest(SimulatedRtc rtc, SleepState state) {
        return rtc.make().fires() && rtc.make().mayWake() && rtc.make().wakesFrom().contains(state);
    }
}
