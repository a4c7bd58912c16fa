package dev.lungfish.sim.host;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.sim.seed.Dice;
import dev.lungfish.sim.seed.FaultKind;
import dev.lungfish.sim.seed.Faults;
import dev.lungfish.sim.world.Guests;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.util.List;
import java.util.Optional;

/// Carries effects out on a [World], unless a fault strikes.
public final class SimulatedHost implements EffectRunner<Effect> {
    private static final Answer DONE = HonestHost.DONE;
    private static final String[] ERRORS = {
        "EIO", "EBUSY", "EINVAL", "EACCES", "EPERM", "ENODEV", "ENOSPC", "ETIMEDOUT", ""
    };
    private static final FaultKind[] OF_READINGS = {
        FaultKind.FAILS_UNDONE, FaultKind.HANGS_UNDONE, FaultKind.SLOW, FaultKind.POWER_CUT
    };
    private static final FaultKind[] OF_CARDS = {
        FaultKind.FAILS_UNDONE, FaultKind.HANGS_UNDONE, FaultKind.SLOW
    };
    private static final FaultKind[] OF_BLOCKERS = {
        FaultKind.FAILS_UNDONE,
        FaultKind.HANGS_UNDONE,
        FaultKind.SLOW,
        FaultKind.BLOCKERS_UNREADABLE,
        FaultKind.BLOCKER_APPEARS
    };
    private static final FaultKind[] OF_WAKEUPS = {
        FaultKind.FAILS_UNDONE, FaultKind.HANGS_UNDONE, FaultKind.SLOW, FaultKind.WAKEUPS_UNREADABLE
    };
    private static final FaultKind[] OF_EVIDENCE = {
        FaultKind.FAILS_UNDONE,
        FaultKind.SLOW,
        FaultKind.EVIDENCE_MISSING,
        FaultKind.EVIDENCE_MISSING,
        FaultKind.EVIDENCE_MISSING
    };
    private static final FaultKind[] OF_THE_JOURNAL = {
        FaultKind.FAILS_UNDONE,
        FaultKind.FAILS_DONE,
        FaultKind.HANGS_UNDONE,
        FaultKind.SLOW,
        FaultKind.NOT_SYNCED,
        FaultKind.POWER_CUT
    };
    private static final FaultKind[] OF_ALARMS = {
        FaultKind.FAILS_UNDONE,
        FaultKind.FAILS_DONE,
        FaultKind.HANGS_UNDONE,
        FaultKind.HANGS_DONE_LATER,
        FaultKind.SLOW,
        FaultKind.DOES_NOT_HOLD,
        FaultKind.HOLDS_ANOTHER_VALUE,
        FaultKind.VANISHES_LATER,
        FaultKind.READ_ONLY,
        FaultKind.POWER_CUT
    };
    private static final FaultKind[] OF_OTHER_WRITES = {
        FaultKind.FAILS_UNDONE,
        FaultKind.FAILS_DONE,
        FaultKind.HANGS_UNDONE,
        FaultKind.HANGS_DONE_LATER,
        FaultKind.SLOW,
        FaultKind.PARTLY_DONE,
        FaultKind.POWER_CUT
    };

    private final World world;
    private final Dice dice;
    private final Faults faults;
    private final HonestHost honest;
    private final Attempt attempt;
    private Optional<Long> cancelMillis = Optional.empty();

    public SimulatedHost(World world, Dice dice, Faults faults) {
        this.world = world;
        this.dice = dice;
        this.faults = faults;
        this.honest = new HonestHost(world);
        this.attempt = new Attempt(world, dice, faults);
    }

    public void watchedBy(HostWatch whom) {
        honest.watchedBy(whom);
    }

    /// At what time of the world somebody cancels, if anybody does.
    public void cancelAt(Optional<Long> millis) {
        cancelMillis = millis;
    }

    /// Whether somebody has cancelled by now.
    public boolean cancelled() {
        return cancelMillis.isPresent() && cancelMillis.get() <= world.nowMillis();
    }

    /// What a test of an RTC holds for now.
    public Fingerprint fingerprint(SimulatedRtc rtc) {
        return SimulatedEvidence.fingerprint(world, rtc);
    }

    @Override
    public Answer carryOut(Effect effect) {
        world.live(dice.below(cost(effect)));
        return world.lungfishDied() ? HonestHost.failed(effect, "killed", "") : answer(effect);
    }

    private Answer answer(Effect effect) {
        return switch (effect) {
            case Effect.Enter enter -> attempt.enter(enter, honest.watch());
            case Effect.Wait(var length, _) -> {
                waitFor(length.toMillis());
                yield DONE;
            }
            case Effect.Close _ -> {
                world.filesOpen(false);
                yield DONE;
            }
            case Effect.Write(var entry) -> write((Effect.Write) effect, entry);
            case Effect.SetAlarm _, Effect.ClearAlarm _ -> struck(effect, OF_ALARMS);
            case Effect.FindBlockers _ -> struck(effect, OF_BLOCKERS);
            case Effect.FindWakeups _ -> struck(effect, OF_WAKEUPS);
            case Effect.ReadCard _ -> {
                if (faults.happens(FaultKind.CARD_FORGETS, 4)) {
                    world.card().forget(world.nowMillis());
                }
                yield struck(effect, OF_CARDS);
            }
            case Effect.Observe _ -> struck(effect, OF_EVIDENCE);
            case Effect.Examine _,
                    Effect.FindGuests _,
                    Effect.FindHooks _,
                    Effect.ReadRtc _,
                    Effect.ReadMode _ ->
                    struck(effect, OF_READINGS);
            case Effect.Open _,
                    Effect.KeepTest _,
                    Effect.KeepProof _,
                    Effect.Reply _,
                    Effect.Quiesce _,
                    Effect.Resume _,
                    Effect.RunHooks _,
                    Effect.FinishHooks _,
                    Effect.PutGuestsAside _,
                    Effect.BringGuestsBack _,
                    Effect.SetGuestClocks _,
                    Effect.ChooseMode _,
                    Effect.RestoreMode _ ->
                    struck(effect, OF_OTHER_WRITES);
        };
    }

    private static int cost(Effect effect) {
        return switch (effect) {
            case Effect.Examine _ -> 300;
            case Effect.FindBlockers _, Effect.FindGuests _ -> 400;
            case Effect.PutGuestsAside _,
                    Effect.BringGuestsBack _,
                    Effect.RunHooks _,
                    Effect.FinishHooks _ ->
                    2000;
            default -> 20;
        };
    }

    private void waitFor(long millis) {
        long whole = millis + dice.below(10);
        if (cancelMillis.isPresent() && cancelMillis.get() < world.nowMillis() + whole) {
            whole = Math.max(0, cancelMillis.get() - world.nowMillis());
        }
        world.live(whole);
    }

    private Answer struck(Effect effect, FaultKind[] candidates) {
        Optional<FaultKind> fault = faults.strike(candidates);
        if (fault.isEmpty()) {
            return honest.carryOut(effect);
        }
        FaultKind kind = fault.get();
        faults.injected(kind);
        return switch (kind) {
            case FAILS_UNDONE -> HonestHost.failed(effect, "failed", dice.pick(ERRORS));
            case FAILS_DONE -> {
                honest.carryOut(effect);
                yield HonestHost.failed(effect, "failed", dice.pick(ERRORS));
            }
            case HANGS_UNDONE -> hanging(effect);
            case HANGS_DONE_LATER -> {
                Answer hangs = hanging(effect);
                if (!world.lungfishDied()) {
                    carryOutLate(effect);
                }
                yield hangs;
            }
            case SLOW -> slowly(effect);
            case POWER_CUT -> {
                if (dice.chance(0.5)) {
                    honest.carryOut(effect);
                }
                world.cutPower();
                yield HonestHost.failed(effect, "power lost", "");
            }
            case BLOCKER_APPEARS -> {
                world.neighbours().appear();
                yield honest.carryOut(effect);
            }
            case BLOCKERS_UNREADABLE -> unreadable();
            case WAKEUPS_UNREADABLE ->
                    new Answer.WakeupsFound(
                            List.of(), List.of(ReceivedReason.uncoded("wakeups.json is damaged")));
            case EVIDENCE_MISSING -> honest.observed(effect, sparseBits());
            default -> lying(effect, kind);
        };
    }

    /// Bits of which a quarter is set.
    private long sparseBits() {
        long bits = dice.bits();
        return bits & dice.bits();
    }

    private Answer hanging(Effect effect) {
        world.live(30_000);
        return HonestHost.failed(effect, "gave no answer in 30 s", "ETIMEDOUT");
    }

    private Answer slowly(Effect effect) {
        long delay = dice.magnitude(1000, 300_000);
        if (dice.chance(0.5)) {
            world.live(delay);
            return world.lungfishDied()
                    ? HonestHost.failed(effect, "killed", "")
                    : honest.carryOut(effect);
        }
        Answer answer = honest.carryOut(effect);
        world.live(delay);
        return answer;
    }

    private Answer unreadable() {
        return new Answer.BlockersFound(
                List.of(), List.of(), List.of(ReceivedReason.uncoded("virsh list: no answer")));
    }

    /// Writes that are accepted and do something else.
    private Answer lying(Effect effect, FaultKind kind) {
        return switch (effect) {
            case Effect.SetAlarm(String name, var at) -> {
                SimulatedRtc rtc = honest.rtc(name);
                yield switch (kind) {
                    case HOLDS_ANOTHER_VALUE -> {
                        long other = at.secondsSinceEpoch() + dice.pick(-30L, -1L, 1L, 60L, 3600L);
                        yield honest.set(effect, rtc, other);
                    }
                    case VANISHES_LATER -> {
                        Answer answer = honest.carryOut(effect);
                        rtc.vanishAt(world.nowMillis() + dice.magnitude(10, 10_000_000));
                        yield answer;
                    }
                    case READ_ONLY -> readOnly(effect, rtc);
                    default -> DONE;
                };
            }
            case Effect.ClearAlarm(String name) ->
                    kind == FaultKind.READ_ONLY ? readOnly(effect, honest.rtc(name)) : DONE;
            case Effect.RunHooks(_, List<String> hooks) -> {
                world.hooks().begin(hooks, 1);
                yield HonestHost.failed(effect, "not all of them", "");
            }
            case Effect.FinishHooks(_, List<String> hooks) -> {
                world.hooks().finish(hooks, 1);
                yield HonestHost.failed(effect, "not all of them", "");
            }
            case Effect.PutGuestsAside(GuestPolicy policy, List<PreparedGuest> guests) -> {
                world.guests().putAside(guests, Guests.howFor(policy), 1);
                yield HonestHost.failed(effect, "not all of them", "");
            }
            case Effect.BringGuestsBack(_, List<PreparedGuest> guests) -> {
                world.guests().bringBack(guests, 1);
                yield HonestHost.failed(effect, "not all of them", "");
            }
            default -> HonestHost.failed(effect, "failed half-way", "EIO");
        };
    }

    private Answer readOnly(Effect effect, SimulatedRtc rtc) {
        rtc.becomeReadOnly();
        return HonestHost.failed(effect, "refused", "EROFS");
    }

    /// What kernel and libvirtd have begun they may end later; the rest is Lungfish's own, and is
    /// done when its answer is.
    private void carryOutLate(Effect effect) {
        switch (effect) {
            case Effect.SetAlarm _,
                    Effect.ClearAlarm _,
                    Effect.RunHooks _,
                    Effect.FinishHooks _,
                    Effect.PutGuestsAside _,
                    Effect.BringGuestsBack _,
                    Effect.ChooseMode _,
                    Effect.RestoreMode _ ->
                    world.later(dice.magnitude(100, 300_000), () -> happenLate(effect));
            default -> honest.carryOut(effect);
        }
    }

    /// Nobody counts on it any more, so nobody is blamed for it.
    private void happenLate(Effect effect) {
        switch (effect) {
            case Effect.SetAlarm(String name, var at) -> {
                world.neighbours().setForLungfish(honest.rtc(name), at.secondsSinceEpoch());
                honest.rtc(name).disturb(world.nowMillis());
            }
            case Effect.ClearAlarm(String name) -> honest.rtc(name).lose(world.nowMillis());
            case Effect.RunHooks _, Effect.FinishHooks _ -> {
                honest.carryOut(effect);
                world.hooks().disturb();
            }
            case Effect.PutGuestsAside _, Effect.BringGuestsBack _ -> {
                honest.carryOut(effect);
                world.guests().disturb();
            }
            default -> {
                honest.carryOut(effect);
                world.modes().disturb();
            }
        }
    }

    private Answer write(Effect.Write effect, JournalEntry entry) {
        Optional<FaultKind> fault = faults.strike(OF_THE_JOURNAL);
        fault.ifPresent(faults::injected);
        return switch (fault.orElse(FaultKind.SLOW)) {
            case FAILS_UNDONE ->
                    HonestHost.failed(effect, "failed", dice.pick("EIO", "ENOSPC", "EROFS"));
            case FAILS_DONE -> {
                world.journal().add(entry, dice.chance(0.5), false);
                yield HonestHost.failed(effect, "failed", "EIO");
            }
            case HANGS_UNDONE -> hanging(effect);
            case NOT_SYNCED -> {
                world.journal().add(entry, false, true);
                yield DONE;
            }
            case POWER_CUT -> {
                if (dice.chance(0.5)) {
                    world.journal().add(entry, false, false);
                }
                world.cutPower();
                yield HonestHost.failed(effect, "power lost", "");
            }
            default -> {
                if (fault.isPresent()) {
                    world.live(dice.magnitude(1000, 300_000));
                }
                if (!world.lungfishDied()) {
                    world.journal().add(entry, true, true);
                }
                yield DONE;
            }
        };
    }
}
