package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.sim.seed.Faults;
import dev.lungfish.sim.world.ForeignAlarm;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.Sleep;
import dev.lungfish.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// What really happened in one request, through crashes and settlements to its end.
public final class Account {
    /// How long after it was asked a service may still put an awake host to sleep; with the time
    /// that the settlement itself takes.
    private static final long PENDING_MILLIS = 360_000;

    /// What was last read of an RTC.
    ///
    /// @param atMillis when
    record Read(long atMillis) {}

    /// When an RTC was last asked before Lungfish set an alarm, and first after that; -1 for not
    /// yet, -2 where that failed.
    record Setting(long atMillis, long readMillis, long heldSeconds) {
        Setting read(long millis, long seconds) {
            return readMillis == -1 ? new Setting(atMillis, millis, seconds) : this;
        }
    }

    private final World world;
    private final Faults faults;
    private final Optional<SleepRequest> request;
    private final ProcedureSettings settings;
    private final long faultsBefore;
    private final int bootBefore;
    private final int testModeBefore;
    private final long beganMillis;
    private final Map<String, Read> reads = new HashMap<>();
    private final Map<String, Setting> afterSetting = new HashMap<>();
    private final List<Sleep> sleeps = new ArrayList<>();
    private int journalFrom;
    private long promisedMillis = Long.MAX_VALUE;
    private long blockersAskedMillis = -1;
    private boolean blockersClear;
    private long wakeupsAskedMillis = -1;
    private boolean wakeupsKnown;
    private long cardReadMillis = Long.MIN_VALUE / 2;
    private long observedMillis = -1;
    private long askedMillis;
    private long begunMillis;
    private long quiescedMillis = -1;
    private List<PreparedGuest> guestsFound = List.of();
    private boolean cancelTold;
    private boolean countsMissing;
    private boolean entryUncertain;
    private boolean serviceAsked;
    private boolean evidenceMissing;
    private long enteringMillis;
    private final HeldTest test = new HeldTest();
    private Optional<Findings> examined = Optional.empty();
    private boolean accepted;
    private boolean crashed;
    private int failedEndings;
    private int entered;

    /// @param request empty for a test of an RTC by itself
    public Account(
            World world,
            Faults faults,
            Optional<SleepRequest> request,
            ProcedureSettings settings) {
        this.world = world;
        this.faults = faults;
        this.request = request;
        this.settings = settings;
        this.faultsBefore = faults.total();
        this.bootBefore = world.boot();
        this.testModeBefore = world.testModeChanges();
        this.beganMillis = world.nowMillis();
        this.journalFrom = world.journal().entries().size();
    }

    /// Lungfish was killed, and now settles what is open.
    public void settles() {
        crashed = true;
        cancelTold = false;
        world.journal().read();
        journalFrom = Math.min(journalFrom, world.journal().openFrom());
        serviceAsked = mayHaveAskedService();
        evidenceMissing = false;
    }

    /// Whether the last run may have asked a service for a sleep of which nothing is known.
    private boolean mayHaveAskedService() {
        boolean service = false;
        boolean entering = false;
        for (JournalEntry entry : world.journal().open()) {
            switch (entry) {
                case JournalEntry.Accepted(_, _, Executor by, _, _, _, _) ->
                        service = by != Executor.KERNEL;
                case JournalEntry.Entering _, JournalEntry.EnteringUnbounded _ -> entering = true;
                case JournalEntry.Returned _ -> entering = false;
                default -> {}
            }
        }
        return service && entering;
    }

    /// Notes what an answer tells of the world.
    public void note(Effect effect, Answer answer) {
        switch (answer) {
            case Answer.BlockersFound(List<Blocker> blockers, _, List<Reason> unreadable) -> {
                blockersClear = blockers.isEmpty() && unreadable.isEmpty();
            }
            case Answer.WakeupsFound(_, List<Reason> unreadable) ->
                    wakeupsKnown = unreadable.isEmpty();
            case Answer.GuestsFound(List<PreparedGuest> guests) -> guestsFound = guests;
            case Answer.Observed(SleepEvidence sight) -> {
                observedMillis = world.nowMillis();
                countsMissing |=
                        sight.statistics().success().toOptional().isEmpty()
                                || sight.statistics().fail().toOptional().isEmpty();
            }
            case Answer.Examined(Findings findings) -> {
                test.examined(findings, world.moment().wall(), settings.rtcTestValidity());
                examined = Optional.of(findings);
            }
            case Answer.Returned(Answer.Entry.Hanging _) -> entryUncertain = true;
            case Answer.Failed _ -> noteFailure(effect);
            case Answer.Done _ -> noteDone(effect);
            default -> {}
        }
    }

    private void noteFailure(Effect effect) {
        switch (effect) {
            case Effect.Enter _ -> entryUncertain = true;
            case Effect.FindBlockers _ -> blockersClear = false;
            case Effect.FindWakeups _ -> wakeupsKnown = false;
            case Effect.Observe _ -> evidenceMissing = true;
            case Effect.ReadRtc(String rtc) ->
                    afterSetting.computeIfPresent(rtc, (_, set) -> set.read(-2, -1));
            case Effect.Write(JournalEntry.Ended _) -> failedEndings++;
            default -> {}
        }
    }

    private void noteDone(Effect effect) {
        switch (effect) {
            case Effect.Wait(_, var reason) when reason == Effect.Wait.Reason.COUNTDOWN ->
                    promisedMillis =
                            request.flatMap(SleepRequest::length)
                                    .map(length -> world.nowMillis() + length.toMillis())
                                    .orElse(Long.MAX_VALUE);
            case Effect.Quiesce _ -> quiescedMillis = world.nowMillis();
            case Effect.Write(JournalEntry.Accepted _) -> accepted = true;
            default -> {}
        }
    }

    public void begins(Effect effect) {
        begunMillis = world.nowMillis();
        if (effect instanceof Effect.FindBlockers) {
            blockersAskedMillis = world.nowMillis();
        } else if (effect instanceof Effect.FindWakeups) {
            wakeupsAskedMillis = world.nowMillis();
        } else if (effect instanceof Effect.ReadRtc) {
            askedMillis = world.nowMillis();
        } else if (effect instanceof Effect.SetAlarm(String rtc, _)) {
            afterSetting.put(rtc, new Setting(askedMillis, -1, -1));
        } else if (effect instanceof Effect.Write(JournalEntry.Entering _)
                || effect instanceof Effect.Write(JournalEntry.EnteringUnbounded _)) {
            enteringMillis = world.nowMillis();
        } else if (effect instanceof Effect.Write(JournalEntry.TestedRtc(RtcTest tested))) {
            test.tested(tested);
        }
    }

    void noteRead(SimulatedRtc rtc) {
        afterSetting.computeIfPresent(
                rtc.name(), (_, set) -> set.read(world.nowMillis(), rtc.alarmSeconds()));
        reads.put(rtc.name(), new Read(world.nowMillis()));
    }

    void noteSleep(Sleep sleep) {
        sleeps.add(sleep);
    }

    void noteEntry() {
        entered++;
    }

    /// The machine is being told that somebody cancelled.
    ///
    /// @return whether it is told for the first time
    public boolean cancelTold() {
        boolean first = !cancelTold;
        cancelTold = true;
        return first;
    }

    public int sleepCount() {
        return sleeps.size();
    }

    boolean wasCancelled() {
        return cancelTold;
    }

    World world() {
        return world;
    }

    ProcedureSettings settings() {
        return settings;
    }

    Optional<SleepRequest> request() {
        return request;
    }

    boolean dryRun() {
        return !crashed && request.map(SleepRequest::dryRun).orElse(false);
    }

    /// Whether a fault struck since the request began.
    boolean faulty() {
        return faults.total() > faultsBefore;
    }

    /// Whether the kernel may have pretended unseen: somebody told it to, and not to any more.
    boolean pretendedUnseen() {
        return world.testModeChanges() - testModeBefore > 1;
    }

    /// Whether somebody else or a fault changed an RTC since the request began.
    boolean rtcDisturbed() {
        return world.rtcs().stream().anyMatch(rtc -> rtc.disturbedMillis() >= beganMillis);
    }

    boolean freshBoot() {
        return world.boot() > bootBefore;
    }

    long beganMillis() {
        return beganMillis;
    }

    long beganMillisAgo() {
        return world.nowMillis() - beganMillis;
    }

    Read lastRead(String rtc) {
        return reads.getOrDefault(rtc, new Read(Long.MIN_VALUE / 2));
    }

    /// Whether Lungfish could know that the alarm in an RTC is its own: the journal has its time,
    /// or it was seen right after it was set.
    boolean couldKnow(SimulatedRtc rtc) {
        Setting set = afterSetting.get(rtc.name());
        RtcTime held = new RtcTime(rtc.alarmSeconds());
        return (!crashed && !cancelTold && set != null && set.readMillis() >= 0)
                || isNoted(entry -> StepCheck.announces(entry, rtc.name(), held));
    }

    /// Whether an alarm that was set then can't be told from what the RTC made of ours.
    boolean passesForOurs(ForeignAlarm alarm) {
        Setting set = afterSetting.get(alarm.rtc().name());
        return set != null
                && set.readMillis() >= 0
                && (alarm.seconds() == set.heldSeconds()
                        || (alarm.setMillis() >= set.atMillis()
                                && alarm.setMillis() <= set.readMillis()));
    }

    void noteCardRead() {
        cardReadMillis = world.nowMillis();
    }

    long cardReadMillis() {
        return cardReadMillis;
    }

    boolean isUnbounded() {
        return request.filter(asked -> asked.length().isEmpty()).isPresent();
    }

    List<Sleep> sleeps() {
        return sleeps;
    }

    long promisedMillis() {
        return promisedMillis;
    }

    long blockersAskedMillis() {
        return blockersAskedMillis;
    }

    boolean blockersClear() {
        return blockersClear;
    }

    long wakeupsAskedMillis() {
        return wakeupsAskedMillis;
    }

    boolean wakeupsKnown() {
        return wakeupsKnown;
    }

    long begunMillis() {
        return begunMillis;
    }

    long observedMillis() {
        return observedMillis;
    }

    long quiescedMillis() {
        return quiescedMillis;
    }

    List<PreparedGuest> guestsFound() {
        return guestsFound;
    }

    /// Whether an attempt may still put the host to sleep, as far as the machine can know.
    boolean entryUncertain() {
        return entryUncertain
                || (serviceAsked
                        && (evidenceMissing
                                || world.nowMillis() - enteringMillis <= PENDING_MILLIS));
    }

    Optional<Findings> examined() {
        return examined;
    }

    HeldTest test() {
        return test;
    }

    /// Whether the evidence may not show in which state the host slept.
    boolean countsMissing() {
        return countsMissing;
    }

    boolean accepted() {
        return accepted;
    }

    boolean crashed() {
        return crashed;
    }

    int failedEndings() {
        return failedEndings;
    }

    int entered() {
        return entered;
    }

    /// The entries of the journal since the request began, or since what is settled.
    List<JournalEntry> entries() {
        List<JournalEntry> all = world.journal().entries();
        return all.subList(Math.min(journalFrom, all.size()), all.size());
    }

    /// Whether such an entry was written, and the writer told that it is on the disk.
    boolean isNoted(Predicate<JournalEntry> wanted) {
        List<JournalEntry> all = world.journal().entries();
        for (int index = Math.min(world.journal().toldSynced(), all.size());
                index > journalFrom;
                index--) {
            if (wanted.test(all.get(index - 1))) {
                return true;
            }
        }
        return false;
    }
}
