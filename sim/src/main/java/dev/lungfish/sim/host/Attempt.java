package dev.lungfish.sim.host;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import dev.lungfish.sim.world.Modes;
import dev.lungfish.sim.world.Sleeper;
import dev.lungfish.sim.world.World;
import java.util.Optional;

/// One attempt to sleep, as an executor and the kernel carry it out.
final class Attempt {
    private static final FaultKind[] FAULTS = {
        FaultKind.SLEEP_REFUSED,
        FaultKind.SLEEP_REFUSED,
        FaultKind.SLEEP_RETURNS_AT_ONCE,
        FaultKind.SLEEP_HANGS,
        FaultKind.SLEEP_COMES_LATER,
        FaultKind.SLEEP_ANSWERED_AS_FAILED,
        FaultKind.SLEEPS_IN_ANOTHER_STATE,
        FaultKind.ENTRY_TAKES_LONG,
        FaultKind.SLOW,
        FaultKind.FAILS_UNDONE,
        FaultKind.POWER_CUT
    };

    private static final Answer BROKEN_OFF = new Answer.Failed("the bus hung up", "");

    private final World world;
    private final Dice dice;
    private final Faults faults;

    Attempt(World world, Dice dice, Faults faults) {
        this.world = world;
        this.dice = dice;
        this.faults = faults;
    }

    Answer enter(Effect.Enter enter, HostWatch watch) {
        Optional<FaultKind> fault = faults.strike(FAULTS);
        for (int again = 0; again < 3 && fault.isEmpty(); again++) {
            fault = faults.strike(FAULTS);
        }
        fault.ifPresent(faults::injected);
        FaultKind kind = fault.orElse(FaultKind.DEVICE_WAKES);
        if (kind == FaultKind.SLOW) {
            world.live(dice.magnitude(100, 20_000));
        }
        if (world.lungfishDied() || !enter.wake().isFresh(world.moment())) {
            return refused("the alarm was read back too long ago", "");
        }
        watch.enters(enter);
        return switch (kind) {
            case SLEEP_REFUSED -> refusedByTheKernel(enter);
            case FAILS_UNDONE -> BROKEN_OFF;
            case SLEEP_RETURNS_AT_ONCE -> new Answer.Returned(new Answer.Entry.Succeeded());
            case SLEEP_HANGS -> hanging();
            case SLEEP_COMES_LATER -> {
                Answer answer = dice.chance(0.5) ? hanging() : BROKEN_OFF;
                if (!world.lungfishDied()) {
                    world.sleeper()
                            .sleepIn(
                                    dice.magnitude(10, 100_000),
                                    really(enter),
                                    enter.executor() != Executor.KERNEL);
                }
                yield answer;
            }
            case SLEEP_ANSWERED_AS_FAILED -> {
                goDown(enter, false);
                yield dice.chance(0.5) ? refused("Failed to suspend", "") : BROKEN_OFF;
            }
            case SLEEPS_IN_ANOTHER_STATE -> {
                goDownOtherwise(enter);
                yield new Answer.Returned(new Answer.Entry.Succeeded());
            }
            case POWER_CUT -> {
                world.cutPower();
                yield new Answer.Failed("power lost", "");
            }
            default -> {
                goDown(enter, kind == FaultKind.ENTRY_TAKES_LONG);
                yield new Answer.Returned(new Answer.Entry.Succeeded());
            }
        };
    }

    private Answer hanging() {
        world.live(120_000);
        return new Answer.Returned(new Answer.Entry.Hanging("no answer in 120 s"));
    }

    private static Answer refused(String what, String error) {
        return new Answer.Returned(new Answer.Entry.Refused(what, error));
    }

    private Answer refusedByTheKernel(Effect.Enter enter) {
        world.live(dice.between(10, 4000));
        if (!Sleeper.writesImage(enter.state())) {
            world.sleeper()
                    .countRefusal(dice.pick("", "0000:00:1f.2"), dice.pick("freeze", "suspend"));
        }
        String error = dice.pick("EBUSY", "EINVAL", "EIO", "ENOMEM");
        return refused("write to /sys/power/state: " + error, error);
    }

    private void goDown(Effect.Enter enter, boolean takesLong) {
        SleepState state = really(enter);
        if (!world.testMode().equals("none")) {
            world.live(5000);
            world.sleeper().countPretence(state);
            return;
        }
        world.sleeper().forgetLast();
        long latency =
                Sleeper.writesImage(state) ? dice.between(3000, 20_000) : dice.between(100, 2500);
        world.live(takesLong ? latency + dice.magnitude(3000, 300_000) : latency);
        if (!world.lungfishDied()) {
            world.sleeper().sleep(state);
        }
    }

    /// Only a kernel that counts shows it.
    private void goDownOtherwise(Effect.Enter enter) {
        SleepState state = really(enter);
        if (!world.traits().countsSuspends()
                || state == SleepState.SUSPEND_TO_IDLE
                || !world.testMode().equals("none")) {
            goDown(enter, false);
            return;
        }
        world.sleeper().forgetLast();
        world.live(dice.between(100, 2500));
        boolean image = Sleeper.writesImage(state);
        if (!image) {
            world.sleeper().countRefusal("0000:00:1f.2", "suspend");
        }
        if (!world.lungfishDied()) {
            world.sleeper().sleep(image ? SleepState.SUSPEND_TO_RAM : SleepState.SUSPEND_TO_IDLE);
        }
    }

    /// The state that the kernel really enters: the one selected by its files.
    private SleepState really(Effect.Enter enter) {
        if (enter.executor() != Executor.KERNEL) {
            return enter.state();
        }
        Modes modes = world.modes();
        return switch (enter.state()) {
            case SUSPEND_TO_IDLE, STANDBY -> enter.state();
            case SUSPEND_TO_RAM -> modes.memoryMeans();
            case SUSPEND_TO_DISK, HYBRID -> modes.diskMeans();
        };
    }
}
