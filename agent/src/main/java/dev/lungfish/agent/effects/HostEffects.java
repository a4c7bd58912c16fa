package dev.lungfish.agent.effects;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.alarm.ProvedNic;
import dev.lungfish.core.procedure.alarm.VerifiedWake;
import dev.lungfish.core.procedure.judgement.AdmissionReason;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Answer.EffectReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.blockers.Guests;
import dev.lungfish.linux.network.Ethtool;
import dev.lungfish.linux.network.NetworkInterfaces;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.power.KernelSleep;
import dev.lungfish.linux.power.PmUtilsSleep;
import dev.lungfish.linux.power.SleepEvidenceReader;
import dev.lungfish.linux.power.SleepMode;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.rtc.RtcDevice;
import dev.lungfish.linux.rtc.WakeAlarm;
import dev.lungfish.linux.systemd.LogindSleep;
import dev.lungfish.linux.systemd.WakeTimers;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.linux.tree.OpenedFiles;
import dev.lungfish.runtime.clock.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries out the effects on a host, live or recorded, each within its time. An effect that takes
/// too long is given up and answered as failed; what it hangs in may still happen.
///
/// Used by one procedure at a time.
public final class HostEffects implements EffectRunner<Effect.OnHost> {
    /// Where no alarm is to end the sleep, its time is watched on a record, and rehearsed with.
    private static final String FIRST_RTC = "rtc0";

    private final HostTree tree;
    private final HostClocks clocks;
    private final Collaborators collaborators;
    private final OpenedFiles files;
    private final SleepMode mode;
    private final Guests guests;
    private final TimerWakeups timers;

    public HostEffects(HostTree tree, HostClocks clocks, Collaborators collaborators) {
        this.tree = tree;
        this.clocks = clocks;
        this.collaborators = collaborators;
        this.files = new OpenedFiles(tree);
        this.mode = new SleepMode(tree, files);
        this.guests = collaborators.guests();
        this.timers = new TimerWakeups(WakeTimers.of(tree), collaborators.timerStay());
    }

    @Override
    public Answer carryOut(Effect.OnHost effect) {
        Duration limit = EffectLimit.of(effect, collaborators.hooks());
        Supplier<Answer> work = () -> touch(effect);
        return (effect instanceof Effect.Enter
                        ? TimeLimit.within(limit, effect.inWords(), work)
                        : TimeLimit.ofWork(limit, effect.inWords(), work))
                .orElseGet(() -> tooSlow(effect, limit));
    }

    private Answer touch(Effect.OnHost effect) {
        try {
            return answer(effect);
        } catch (HostFileException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()), e.error());
        } catch (ReasonException e) {
            return new Answer.Failed(e.reason(), "");
        } catch (IllegalArgumentException e) {
            // A journal that somebody changed by hand may name anything.
            return new Answer.Failed(effect.inWords() + ": " + e.getMessage(), "");
        }
    }

    private Answer answer(Effect.OnHost effect) throws HostFileException {
        return switch (effect) {
            case Effect.Examine(SleepRequest request) ->
                    new Answer.Examined(
                            new Examination(tree, clocks, collaborators).examine(request));
            case Effect.Open(SleepState state, Executor executor, Optional<String> rtc) ->
                    open(state, executor, rtc);
            case Effect.FindBlockers(SleepRequest request) ->
                    new BlockerSearch(tree, guests).find(request);
            case Effect.FindWakeups _ -> timers.with(collaborators.wakeups().get(), clocks.now());
            case Effect.FindGuests _ -> findGuests();
            case Effect.FindHooks _ -> new Answer.HooksFound(collaborators.hooks().find());
            case Effect.RunHooks(SleepRequest request, List<String> hooks) ->
                    new Answer.HooksRun(collaborators.hooks().before(request, hooks));
            case Effect.FinishHooks(SleepRequest request, List<String> hooks) -> {
                collaborators.hooks().after(request, hooks);
                yield new Answer.Done();
            }
            case Effect.ReadRtc(String rtc) -> readRtc(rtc);
            case Effect.ReadCard(String card) ->
                    new Answer.CardRead(new NetworkInterfaces(tree, Ethtool.of(tree)).read(card));
            case Effect.SetAlarm(String rtc, RtcTime at) -> {
                alarm(rtc).set(at);
                yield new Answer.Done();
            }
            case Effect.ClearAlarm(String rtc) -> {
                alarm(rtc).clear();
                yield new Answer.Done();
            }
            case Effect.PutGuestsAside(GuestPolicy policy, List<PreparedGuest> active) ->
                    unlessAny(guests.putAside(policy, active));
            case Effect.BringGuestsBack(GuestPolicy policy, List<PreparedGuest> active) ->
                    unlessAny(guests.bringBack(policy, active));
            case Effect.SetGuestClocks(List<PreparedGuest> back) ->
                    unlessAny(guests.setClocks(back));
            case Effect.ReadMode(SleepState state, Executor executor) ->
                    new Answer.ModeRead(mode.read(state, executor));
            case Effect.ChooseMode(SleepState state, List<ModeFile> changed) -> {
                mode.choose(state, changed);
                yield new Answer.Done();
            }
            case Effect.RestoreMode(List<ModeFile> changed) -> {
                mode.restore(changed);
                yield new Answer.Done();
            }
            case Effect.Observe(String rtc) ->
                    new Answer.Observed(new SleepEvidenceReader(tree, clocks).read(rtc));
            case Effect.Enter enter -> new Answer.Returned(enter(enter));
            case Effect.Close _ -> {
                files.close();
                yield new Answer.Done();
            }
        };
    }

    private Answer open(SleepState state, Executor executor, Optional<String> rtc)
            throws HostFileException {
        if (rtc.isPresent()) {
            files.open(WakeAlarm.path(rtc.get()));
        }
        for (String file : mode.files(state, executor)) {
            files.open(file);
        }
        if (executor == Executor.KERNEL) {
            for (String file : KernelSleep.files(tree)) {
                files.open(file);
            }
        }
        rehearse(state, executor, rtc.orElse(FIRST_RTC));
        return new Answer.Done();
    }

    /// Reads once, to no purpose, what will be read between the end of the delay and the sleep, so
    /// that the runtime has loaded all code for it before time counts.
    private void rehearse(SleepState state, Executor executor, String rtc)
            throws HostFileException {
        List<ModeFile> _ = mode.read(state, executor);
        SleepEvidence _ = new SleepEvidenceReader(tree, clocks).read(rtc);
    }

    /// The time before the alarm, so that no alarm seems older than it is.
    private Answer readRtc(String rtc) {
        RtcDevice device = new RtcClass(tree).device(rtc);
        Reading<RtcTime> time = device.time();
        Reading<RtcAlarm> alarm = device.alarm();
        if (time instanceof Reading.Present<RtcTime>(_, RtcTime shown, _)
                && alarm instanceof Reading.Present<RtcAlarm>(_, RtcAlarm held, _)) {
            return new Answer.RtcRead(shown, held);
        }
        Reading<?> missing = time instanceof Reading.Present<RtcTime> ? alarm : time;
        return new Answer.Failed(
                missing.source() + " " + missing.found(),
                missing instanceof Reading.Absent<?> ? "ENOENT" : "");
    }

    private Answer findGuests() {
        Reading<List<PreparedGuest>> running = guests.running();
        return running.broken()
                ? new Answer.Failed(running.source() + " " + running.found(), "")
                : new Answer.GuestsFound(running.toOptional().orElse(List.of()));
    }

    private static Answer unlessAny(List<String> failures) {
        return failures.isEmpty()
                ? new Answer.Done()
                : new Answer.Failed(String.join("; ", failures), "");
    }

    private WakeAlarm alarm(String rtc) {
        return new WakeAlarm(files, rtc, tree.isLive());
    }

    private Answer.Entry enter(Effect.Enter enter) {
        VerifiedWake wake = enter.wake();
        if (!wake.isFresh(clocks.now())) {
            return new Answer.Entry.Refused(
                    new EffectReason.WayBackNotFresh(ArmedWake.FRESH, wake.toString()), "");
        }
        if (!tree.isLive() && enter.executor() != Executor.KERNEL) {
            return new Answer.Entry.Refused(new AdmissionReason.OnlyKernelOnRecord(), "");
        }
        return switch (enter.executor()) {
            case KERNEL -> KernelSleep.of(tree, files, clocks).enter(enter.state(), rtc(wake));
            case LOGIND -> LogindSleep.ofThisMachine().enter(enter.state());
            case PM_UTILS -> PmUtilsSleep.ofThisMachine().enter(enter.state());
        };
    }

    private static String rtc(VerifiedWake wake) {
        return switch (wake) {
            case ArmedWake armed -> armed.plan().rtc();
            case ProvedNic _ -> FIRST_RTC;
        };
    }

    private static Answer tooSlow(Effect.OnHost effect, Duration limit) {
        Reason what = new EffectReason.EffectTooSlow(effect.inWords(), limit, files(effect));
        return effect instanceof Effect.Enter
                ? new Answer.Returned(new Answer.Entry.Hanging(what))
                : new Answer.Failed(what, "");
    }

    /// What is written or read by an effect that may hang in it.
    private static List<String> files(Effect.OnHost effect) {
        return switch (effect) {
            case Effect.ReadRtc(String rtc) -> List.of(WakeAlarm.path(rtc));
            case Effect.SetAlarm(String rtc, _) -> List.of(WakeAlarm.path(rtc));
            case Effect.ClearAlarm(String rtc) -> List.of(WakeAlarm.path(rtc));
            case Effect.ChooseMode(_, List<ModeFile> files) -> names(files);
            case Effect.RestoreMode(List<ModeFile> files) -> names(files);
            case Effect _ -> List.of();
        };
    }

    private static List<String> names(List<ModeFile> files) {
        return files.stream().map(ModeFile::file).toList();
    }
}
