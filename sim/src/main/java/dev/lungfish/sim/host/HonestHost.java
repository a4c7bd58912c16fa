package dev.lungfish.sim.host;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.sim.world.Guests;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Carries out on a [World] what an effect asks for, as a host does on which nothing goes wrong;
/// all but sleeping, waiting and the journal.
final class HonestHost implements EffectRunner<Effect> {
    static final Answer DONE = new Answer.Done();

    private final World world;
    private final SimulatedEvidence sight;
    private HostWatch watch = HostWatch.blind();

    HonestHost(World world) {
        this.world = world;
        this.sight = new SimulatedEvidence(world);
    }

    void watchedBy(HostWatch whom) {
        watch = whom;
    }

    HostWatch watch() {
        return watch;
    }

    static Answer failed(Effect effect, String how, String error) {
        return new Answer.Failed(effect.inWords() + ": " + how + " " + error, error);
    }

    SimulatedRtc rtc(String name) {
        return world.rtc(name)
                .orElseThrow(() -> new IllegalArgumentException("no RTC named " + name));
    }

    @Override
    public Answer carryOut(Effect effect) {
        return switch (effect) {
            case Effect.Examine _ -> new Answer.Examined(sight.findings());
            case Effect.FindBlockers(SleepRequest request) -> blockers(request);
            case Effect.FindWakeups _ -> new Answer.WakeupsFound(world.wakeups().kept(), List.of());
            case Effect.FindGuests _ -> new Answer.GuestsFound(world.guests().running());
            case Effect.ReadRtc(String name) -> {
                SimulatedRtc rtc = rtc(name);
                watch.readTruly(name);
                yield new Answer.RtcRead(sight.time(rtc), SimulatedEvidence.alarm(rtc));
            }
            case Effect.ReadCard _ -> {
                watch.readsCard();
                yield new Answer.CardRead(sight.card());
            }
            case Effect.ReadMode(var state, var executor) ->
                    new Answer.ModeRead(world.modes().toChange(state, executor));
            case Effect.Observe _ -> observed(effect, 0);
            case Effect.SetAlarm(String name, var at) ->
                    set(effect, rtc(name), at.secondsSinceEpoch());
            case Effect.ClearAlarm(String name) -> clear(effect, rtc(name));
            case Effect.Quiesce _, Effect.Resume _ -> {
                world.quiesced(effect instanceof Effect.Quiesce);
                yield DONE;
            }
            case Effect.FindHooks _ -> new Answer.HooksFound(world.hooks().names());
            case Effect.RunHooks(_, List<String> hooks) -> {
                world.hooks().begin(hooks, 0);
                yield new Answer.HooksRun(List.of());
            }
            case Effect.FinishHooks(_, List<String> hooks) -> {
                world.hooks().finish(hooks, 0);
                yield DONE;
            }
            case Effect.PutGuestsAside(GuestPolicy policy, List<PreparedGuest> guests) -> {
                world.guests().putAside(guests, Guests.howFor(policy), 0);
                yield DONE;
            }
            case Effect.BringGuestsBack(_, List<PreparedGuest> guests) -> {
                world.guests().bringBack(guests, 0);
                yield DONE;
            }
            case Effect.ChooseMode(var state, var files) -> {
                world.modes().choose(state, files);
                yield DONE;
            }
            case Effect.RestoreMode(var files) -> {
                world.modes().restore(files);
                yield DONE;
            }
            case Effect.KeepTest(var test) -> {
                world.tests().put(test.key(), test);
                yield DONE;
            }
            case Effect.KeepProof(var proof) -> {
                world.proofs().put(proof.key(), proof);
                yield DONE;
            }
            case Effect.Open _ -> {
                world.filesOpen(true);
                yield DONE;
            }
            case Effect.Reply _, Effect.SetGuestClocks _ -> DONE;
            case Effect.Close _, Effect.Wait _, Effect.Write _, Effect.Enter _ ->
                    throw new IllegalStateException("carried out elsewhere: " + effect);
        };
    }

    /// Sets the alarm of an RTC to a time by its own clock.
    Answer set(Effect effect, SimulatedRtc rtc, long seconds) {
        if (seconds <= rtc.shownSeconds(world.nowMillis())) {
            watch.clearsUnwanted(rtc.name());
        }
        return done(effect, world.neighbours().setForLungfish(rtc, seconds));
    }

    private Answer clear(Effect effect, SimulatedRtc rtc) {
        if (rtc.isReadOnly()) {
            return done(effect, "EROFS");
        }
        watch.clears(rtc.name());
        world.neighbours().clearForLungfish(rtc);
        return DONE;
    }

    private static Answer done(Effect effect, String refusal) {
        return refusal.isEmpty() ? DONE : failed(effect, "refused", refusal);
    }

    /// @param missing a bit for each source of evidence that gives nothing
    Answer observed(Effect effect, long missing) {
        if (effect instanceof Effect.Observe(String name)) {
            // Whoever sees the alarm without the time does not know whether it is ahead.
            if ((missing & 6) == 0) {
                watch.readTruly(name);
            }
            return new Answer.Observed(sight.sight(world.rtc(name), missing));
        }
        throw new IllegalStateException("no sight is asked for: " + effect);
    }

    private Answer blockers(SleepRequest request) {
        List<Blocker> found = new ArrayList<>();
        List<Blocker> ignored = new ArrayList<>();
        for (Blocker blocker : standing(world, request)) {
            (request.ignoredBlockers().contains(blocker.name()) ? ignored : found).add(blocker);
        }
        return new Answer.BlockersFound(found, ignored, List.of());
    }

    /// What keeps the host awake for this request: guests too, where they are not put aside.
    private static List<Blocker> standing(World world, SleepRequest request) {
        List<Blocker> standing = new ArrayList<>(world.blockers().now());
        if (request.guests() == GuestPolicy.REFUSE) {
            for (PreparedGuest guest : world.guests().running()) {
                standing.add(
                        new Blocker(
                                "guest:" + guest.name(), ReceivedReason.uncoded("it is active")));
            }
        }
        return standing;
    }
}
