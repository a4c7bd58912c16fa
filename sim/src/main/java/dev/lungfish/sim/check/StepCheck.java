package dev.lungfish.sim.check;

import dev.lungfish.core.procedure.alarm.ArmedWake;
import dev.lungfish.core.procedure.alarm.ProvedNic;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.sim.host.HostWatch;
import dev.lungfish.sim.world.ForeignAlarm;
import dev.lungfish.sim.world.SimulatedRtc;
import dev.lungfish.sim.world.Sleep;
import dev.lungfish.sim.world.SleepWatch;
import dev.lungfish.sim.world.World;
import java.util.List;
import java.util.Optional;

/// What must hold at each step.
public final class StepCheck implements HostWatch, SleepWatch {
    /// How long before a change of Lungfish another program may have changed the same thing unseen.
    private static final long RACE_MILLIS = 10_000;

    /// By how much an alarm of whole seconds may be due after the promised time.
    private static final long ROUNDED_UP_MILLIS = 1000;

    /// By how much an RTC can be set back and show the same second.
    private static final long UNSEEN_MILLIS = 1000;

    private final World world;
    private Account account;
    private long ringsMillis;
    private long readBackMillis;
    private boolean byCard;

    public StepCheck(World world, Account first) {
        this.world = world;
        this.account = first;
    }

    /// From now on another request is looked at.
    public void looksAt(Account other) {
        account = other;
    }

    /// Checks an effect that the machine asks for, before it is carried out.
    public void before(Effect effect) {
        Violation.unless(
                !account.dryRun() || !writes(effect),
                Invariant.DRY_RUN_WRITES_NOTHING,
                () -> "a dry run asks to " + effect.inWords());
        switch (effect) {
            case Effect.SetAlarm(String rtc, RtcTime at) -> {
                leavesAlone(effect);
                journaled(account.isNoted(entry -> announces(entry, rtc, at)), effect);
                setsNoPast(rtc, at);
            }
            case Effect.ClearAlarm _ -> leavesAlone(effect);
            case Effect.PutGuestsAside(_, List<PreparedGuest> guests) ->
                    journaled(
                            account.isNoted(entry ->
                                    entry instanceof JournalEntry.PreparingGuests(_, var noted)
                                            && noted.equals(guests)),
                            effect);
            case Effect.RunHooks(_, List<String> hooks) ->
                    journaled(
                            account.isNoted(entry ->
                                    entry instanceof JournalEntry.RunningHooks(var noted)
                                            && noted.equals(hooks)),
                            effect);
            case Effect.ChooseMode(_, var files) ->
                    journaled(
                            account.isNoted(entry ->
                                    entry instanceof JournalEntry.ChoosingMode(var noted)
                                            && noted.equals(files)),
                            effect);
            case Effect.KeepProof(Proof proof) -> new ProofCheck(world, account).kept(proof);
            case Effect.KeepTest(var test) ->
                    journaled(
                            account.isNoted(entry ->
                                    entry instanceof JournalEntry.TestedRtc(var noted)
                                            && noted.equals(test)),
                            effect);
            case Effect.Write(JournalEntry.TestedRtc(RtcTest test)) -> tested(test);
            case Effect.Enter _ ->
                    Violation.unless(
                            !account.wasCancelled(),
                            Invariant.CANCEL_HEEDED,
                            "a cancelled request enters a sleep");
            default -> {}
        }
    }

    private void leavesAlone(Effect effect) {
        Violation.unless(
                !account.isUnbounded(),
                Invariant.ALARM_LEFT_ALONE,
                () -> "a request without a bound asks to " + effect.inWords());
    }

    private static boolean writes(Effect effect) {
        return switch (effect) {
            case Effect.Look _, Effect.Reply _, Effect.Wait _ -> false;
            case Effect.Change _,
                    Effect.Write _,
                    Effect.KeepTest _,
                    Effect.KeepProof _,
                    Effect.Quiesce _,
                    Effect.Resume _ ->
                    true;
        };
    }

    private static void journaled(boolean holds, Effect effect) {
        Violation.unless(
                holds,
                Invariant.JOURNAL_FIRST,
                () -> effect.inWords() + " is not in the journal before");
    }

    private void tested(RtcTest test) {
        for (SimulatedRtc rtc : world.rtcs()) {
            if (test.passed() && test.fingerprint().deviceName().equals(rtc.name())) {
                Violation.unless(
                        rtc.make().fires() || rtc.disturbedMillis() >= account.beganMillis(),
                        Invariant.TEST_TRUE,
                        () -> rtc + " never fires, and its test passed");
            }
        }
    }

    static boolean announces(JournalEntry entry, String rtc, RtcTime at) {
        return switch (entry) {
            case JournalEntry.Entering(var plan, _, _) ->
                    plan.rtc().equals(rtc) && plan.at().equals(at);
            case JournalEntry.TestingRtc(String name, RtcTime alarm) ->
                    name.equals(rtc) && alarm.equals(at);
            case JournalEntry.TakingForeignAlarm(String name, RtcTime alarm) ->
                    name.equals(rtc) && alarm.equals(at);
            default -> false;
        };
    }

    /// A time of the past disarms an RTC without a word, and takes the alarm of somebody else away.
    private void setsNoPast(String name, RtcTime at) {
        SimulatedRtc rtc = world.rtc(name).orElseThrow();
        Violation.unless(
                at.secondsSinceEpoch() > rtc.shownSeconds(world.nowMillis())
                        || rtc.disturbedMillis() >= account.lastRead(name).atMillis(),
                Invariant.FOREIGN_ALARM_KEPT,
                () -> rtc + " is to be set to the past, " + at);
    }

    @Override
    public void clearsUnwanted(String name) {
        world.rtc(name).flatMap(SimulatedRtc::foreign).ifPresent(ForeignAlarm::loseTheRace);
    }

    @Override
    public void clears(String name) {
        SimulatedRtc rtc = world.rtc(name).orElseThrow();
        Optional<ForeignAlarm> foreign = rtc.foreign();
        if (foreign.isEmpty() || rtc.aheadMillis(world.nowMillis()) <= 0) {
            return;
        }
        long seconds = foreign.get().seconds();
        boolean unseen =
                (rtc.disturbedMillis() >= account.lastRead(name).atMillis()
                                && account.begunMillis() - rtc.disturbedMillis() < RACE_MILLIS)
                        || account.passesForOurs(foreign.get())
                        || rtc.heldAsOurs(seconds)
                        || account.isNoted(entry ->
                                !(entry instanceof JournalEntry.TakingForeignAlarm)
                                        && announces(entry, name, new RtcTime(seconds)));
        if (unseen) {
            foreign.get().loseTheRace();
        }
        Violation.unless(
                unseen
                        || account.isNoted(entry ->
                                entry
                                                instanceof
                                                JournalEntry.TakingForeignAlarm(
                                                        String of,
                                                        RtcTime alarm)
                                        && of.equals(name)
                                        && alarm.secondsSinceEpoch() == seconds),
                Invariant.FOREIGN_ALARM_KEPT,
                () ->
                        "the alarm of somebody else, "
                                + foreign.get()
                                + ", is cleared and not noted");
    }

    @Override
    public void readTruly(String rtc) {
        world.rtc(rtc).ifPresent(account::noteRead);
    }

    @Override
    public void readsCard() {
        account.noteCardRead();
    }

    @Override
    public void enters(Effect.Enter enter) {
        account.noteEntry();
        ringsMillis = Long.MAX_VALUE;
        switch (enter.wake()) {
            case ArmedWake armed -> byAlarm(armed, enter.state());
            case ProvedNic card -> byCard(card, enter.state());
        }
        if (account.request().orElseThrow().reliesOn(WayBack.WAKE_ON_LAN)) {
            Violation.unless(
                    world.card().isReady()
                            || world.card().disturbedMillis() > account.cardReadMillis(),
                    Invariant.CARD_LISTENS,
                    () -> "a sleep is entered that relies on " + world.card());
        }
        journaled(
                account.isNoted(entry -> entry instanceof JournalEntry.Accepted), "the acceptance");
        checkBlockers();
        checkGuests();
        Violation.unless(
                world.hooks().disturbed()
                        || world.hooks().begun().containsAll(world.hooks().names()),
                Invariant.HOOKS_RUN_BEFORE_SLEEP,
                "a sleep is entered, and these hooks ran: " + world.hooks().begun());
        Violation.unless(
                enter.executor() != Executor.KERNEL
                        || world.modes().disturbed()
                        || world.modes().toChange(enter.state(), enter.executor()).isEmpty(),
                Invariant.STATE_MEANT,
                () -> enter.state() + " is to be entered with " + world.modes());
    }

    private void byCard(ProvedNic card, SleepState state) {
        byCard = true;
        long age = world.nowMillis() - account.cardReadMillis();
        Violation.unless(
                account.isUnbounded() && age <= ArmedWake.FRESH.toMillis(),
                Invariant.CARD_LISTENS,
                () -> card + " was read " + age + " ms before the sleep is entered");
        new WakeupCheck(world, account).enters(Long.MAX_VALUE);
        journaled(
                account.isNoted(entry -> entry instanceof JournalEntry.EnteringUnbounded),
                "the entry");
        new ProofCheck(world, account).enteredByCard(state);
    }

    private void byAlarm(ArmedWake wake, SleepState state) {
        byCard = false;
        SimulatedRtc rtc = world.rtc(wake.plan().rtc()).orElseThrow();
        Account.Read read = account.lastRead(rtc.name());
        Violation.unless(
                world.nowMillis() - read.atMillis() <= ArmedWake.FRESH.toMillis(),
                Invariant.VERIFIED_WAY_BACK,
                () ->
                        "the alarm was last read %s ms before the sleep is entered"
                                .formatted(world.nowMillis() - read.atMillis()));
        Violation.unless(
                rtc.make().mayWake(),
                Invariant.VERIFIED_WAY_BACK,
                () -> rtc + " is not allowed to wake the host");
        if (rtc.disturbedMillis() < read.atMillis()) {
            checkRegister(rtc, wake, state);
        }
        readBackMillis = read.atMillis();
        ringsMillis = world.nowMillis() + Math.max(0, rtc.aheadMillis(world.nowMillis()));
        new WakeupCheck(world, account)
                .enters(rtc.disturbedMillis() < read.atMillis() ? ringsMillis : world.nowMillis());
        Violation.unless(
                account.test().holds(), Invariant.RTC_TESTED, () -> rtc + " was not tested");
        journaled(
                account.isNoted(entry ->
                        entry instanceof JournalEntry.Entering(var plan, _, _)
                                && plan.equals(wake.plan())),
                "the entry");
        new ProofCheck(world, account).entered(rtc, state);
    }

    private void checkRegister(SimulatedRtc rtc, ArmedWake wake, SleepState state) {
        long ahead = rtc.aheadMillis(world.nowMillis());
        Violation.unless(
                rtc.armed()
                        && rtc.alarmSeconds() == wake.plan().at().secondsSinceEpoch()
                        && ahead > 0,
                Invariant.VERIFIED_WAY_BACK,
                () -> rtc + ", " + ahead + " ms ahead, planned " + wake);
        long left = account.promisedMillis() - world.nowMillis();
        Violation.unless(
                ahead <= left + account.test().slackMillis() + ROUNDED_UP_MILLIS + UNSEEN_MILLIS,
                Invariant.NO_LATER_THAN_PROMISED,
                () -> "the alarm is " + ahead + " ms ahead, the promise " + left + " ms");
        Violation.unless(
                ahead >= account.settings().lead(state).toMillis() - 2000,
                Invariant.LEAD_KEPT,
                () -> "the alarm is " + ahead + " ms ahead when the sleep is entered");
    }

    private static void journaled(boolean holds, String what) {
        Violation.unless(
                holds,
                Invariant.JOURNAL_FIRST,
                () -> what + " is not in the journal when the sleep is entered");
    }

    private void checkBlockers() {
        long since = account.blockersAskedMillis();
        long lastWake = account.sleeps().isEmpty() ? -1 : account.sleeps().getLast().wokeMillis();
        Violation.unless(
                account.blockersClear() && since >= account.quiescedMillis() && since >= lastWake,
                Invariant.NO_SLEEP_WHEN_BLOCKED,
                "a sleep is entered, and nobody looked for blockers, or there are some");
        SleepRequest request = account.request().orElseThrow();
        boolean blocked =
                world.blockers().since(since).stream()
                        .anyMatch(blocker -> !request.ignoredBlockers().contains(blocker.name()));
        Violation.unless(
                !blocked,
                Invariant.NO_SLEEP_WHEN_BLOCKED,
                () -> "a sleep is entered past " + world.blockers().now());
        Violation.unless(
                world.quiesced(),
                Invariant.QUIESCED_IN_SLEEP,
                "a sleep is entered while the host takes new work");
    }

    private void checkGuests() {
        GuestPolicy policy = account.request().orElseThrow().guests();
        if (policy == GuestPolicy.PAUSE || policy == GuestPolicy.SAVE) {
            List<PreparedGuest> running = world.guests().running();
            Violation.unless(
                    world.guests().disturbed()
                            || account.guestsFound().stream().noneMatch(running::contains),
                    Invariant.GUESTS_ASIDE_IN_SLEEP,
                    () -> "these guests run: " + running);
        }
    }

    @Override
    public void fallsAsleep(SleepState state) {}

    @Override
    public void isTrapped(SleepState state) {
        if (byCard) {
            Violation.unless(
                    world.card().isReady() && !world.card().isDeaf(),
                    Invariant.COMES_BACK,
                    () -> state + " with no way back: " + world.card());
            return;
        }
        boolean excused = world.sleeper().alarmBroken();
        for (SimulatedRtc rtc : world.rtcs()) {
            excused |=
                    rtc.make().mayWake()
                            && (!world.traits().honest(rtc, state)
                                    || rtc.disturbedMillis() >= readBackMillis
                                    || rtc.vanishes()
                                    || world.nowMillis() >= ringsMillis);
        }
        Violation.unless(
                excused, Invariant.COMES_BACK, () -> state + " with no way back: " + world.rtcs());
    }

    @Override
    public void woke(Sleep sleep) {
        account.noteSleep(sleep);
    }
}
