package dev.lungfish.sim.world;

import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import org.jspecify.annotations.Nullable;

/// The kernel's sleep: how the host goes down, what wakes it, and its state afterwards.
public final class Sleeper {
    private static final long DAY_MILLIS = 86_400_000L;

    /// No host is up again sooner than this after it went down.
    private static final long LEAST_MILLIS = 60;

    private final World world;
    private final Dice dice;
    private final Faults faults;
    private SleepWatch watch = SleepWatch.blind();
    private long dueMillis = Long.MAX_VALUE;
    private boolean ofService;
    private boolean alarmBroken;
    private SleepState due = SleepState.SUSPEND_TO_RAM;

    Sleeper(World world, Dice dice, Faults faults) {
        this.world = world;
        this.dice = dice;
        this.faults = faults;
    }

    public void watchedBy(SleepWatch whom) {
        watch = whom;
    }

    long dueMillis() {
        return dueMillis;
    }

    /// Whether a hanging attempt may still put the host to sleep.
    public boolean hangs() {
        return dueMillis != Long.MAX_VALUE;
    }

    /// Whether no alarm wakes the host from this sleep, though it fires.
    public boolean alarmBroken() {
        return alarmBroken;
    }

    /// Lets a hanging attempt put the host to sleep later.
    ///
    /// @param service whether a service does it, which survives Lungfish
    public void sleepIn(long millis, SleepState state, boolean service) {
        dueMillis = world.nowMillis() + millis;
        due = state;
        ofService = service;
    }

    /// Whether the attempt that hangs is a service's.
    public boolean ofService() {
        return hangs() && ofService;
    }

    void sleepLate() {
        dueMillis = Long.MAX_VALUE;
        sleep(due);
    }

    void forget() {
        dueMillis = Long.MAX_VALUE;
    }

    /// Counts an attempt that the kernel refused.
    public void countRefusal(String device, String step) {
        world.counters().failed(device, -dice.pick(5, 16, 22), step);
    }

    /// Counts an attempt that was only simulated.
    public void countPretence(SleepState state) {
        if (!writesImage(state)) {
            world.counters().succeeded();
        }
    }

    /// An attempt begins: the kernel drops its facts about the last wake.
    public void forgetLast() {
        world.counters().forgetInterrupt();
    }

    /// Whether memory is written to the disk for it.
    public static boolean writesImage(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> false;
            case SUSPEND_TO_DISK, HYBRID -> true;
        };
    }

    /// Puts the host to sleep, and returns when it is awake again.
    public void sleep(SleepState state) {
        watch.fallsAsleep(state);
        long fell = world.nowMillis();
        SimulatedRtc ringing = first(state);
        long at = ringing == null ? Long.MAX_VALUE : ringing.firesMillis();
        Sleep.Waker by = Sleep.Waker.ALARM;
        if (at == Long.MAX_VALUE) {
            watch.isTrapped(state);
            at = fell + dice.magnitude(60_000, 30 * DAY_MILLIS);
            by = world.card().wakes() ? Sleep.Waker.CARD : Sleep.Waker.PERSON;
        }
        if (world.card().wakes() && world.card().packetMillis() < at - fell) {
            at = fell + world.card().packetMillis();
            by = Sleep.Waker.CARD;
        }
        at = Math.max(at, fell + LEAST_MILLIS);
        if (faults.happens(FaultKind.DEVICE_WAKES, 4)) {
            long soonest = fell + LEAST_MILLIS;
            at =
                    dice.chance(0.3)
                            ? Math.min(at, soonest + dice.below(3000))
                            : dice.between(soonest, at);
            by = Sleep.Waker.DEVICE;
        }
        boolean powerLost = faults.happens(FaultKind.POWER_CUT, 1);
        if (powerLost) {
            at = dice.between(fell + LEAST_MILLIS, at);
            by = Sleep.Waker.POWER;
        }
        boolean boots = powerLost && !writesImage(state);
        if (!alarmBroken) {
            world.neighbours().noteMissed(state, fell, at);
        }
        world.sleepTo(at, state != SleepState.SUSPEND_TO_IDLE || world.traits().idleStopsClocks());
        if (powerLost && !boots) {
            world.sleepTo(at + dice.magnitude(1000, 3_600_000), true);
        }
        boots |= writesImage(state) && faults.happens(FaultKind.IMAGE_LOST, 4);
        Sleep sleep = new Sleep(state, fell, world.nowMillis(), by, boots);
        if (boots) {
            world.boot(powerLost ? dice.magnitude(1000, 3_600_000) : 0);
        } else {
            comeBack(state, by, ringing);
        }
        watch.woke(sleep);
    }

    private @Nullable SimulatedRtc first(SleepState state) {
        SimulatedRtc first = null;
        alarmBroken = faults.happens(FaultKind.ALARM_WAKES_NOBODY, 0.3);
        if (!alarmBroken) {
            for (SimulatedRtc rtc : world.rtcs()) {
                if (world.wakes(rtc, state)
                        && rtc.firesMillis() != Long.MAX_VALUE
                        && (first == null || rtc.firesMillis() < first.firesMillis())) {
                    first = rtc;
                }
            }
        }
        return first;
    }

    private void comeBack(SleepState state, Sleep.Waker by, @Nullable SimulatedRtc rtc) {
        Counters counters = world.counters();
        if (!writesImage(state)) {
            counters.succeeded();
        }
        int interrupt = world.traits().tellsInterrupt() ? 9 : 0;
        switch (by) {
            case ALARM -> {
                if (rtc != null) {
                    counters.woken(rtc.make().device(), "ff_rt_clk", interrupt == 0 ? 0 : 8);
                }
            }
            case CARD -> counters.woken(Card.DEVICE, "", interrupt);
            case DEVICE -> counters.woken("ethernet0", "", interrupt);
            case PERSON, POWER -> counters.woken("PNP0C0C:00", "ff_pwr_btn", interrupt);
        }
        world.stepWallClock(dice.between(-World.RESUME_STEP_MILLIS, World.RESUME_STEP_MILLIS));
        if (faults.happens(FaultKind.WALL_CLOCK_STEPS, 2)) {
            world.stepWallClock(dice.between(-7_200_000, 7_200_000));
        }
        long resume = writesImage(state) ? dice.between(5000, 40_000) : dice.between(200, 3000);
        if (faults.happens(FaultKind.RESUME_TAKES_LONG, 1)) {
            resume += dice.magnitude(5000, 600_000);
        }
        world.pass(resume);
    }
}
