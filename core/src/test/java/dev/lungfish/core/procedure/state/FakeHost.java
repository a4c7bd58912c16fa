package dev.lungfish.core.procedure.state;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Event;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.RtcTest;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.StoredProofs;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy.PreparedGuest;
import dev.lungfish.core.procedure.request.ModeFile;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.procedure.state.ProcedureState.Step;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepReport;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.sleep.SuspendTarget;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcReadings.AlarmReach;
import dev.lungfish.core.wake.RtcReadings.HostClockReadings;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.core.wake.WakeSwitch;
import dev.lungfish.core.wake.WakeSwitch.WakeCounts;
import dev.lungfish.core.wake.WakeSwitch.WakeSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A host that does what it should until a test changes one thing, with a clock that a test moves.
final class FakeHost implements EffectRunner<Effect> {
    static final Fingerprint FINGERPRINT =
            new Fingerprint("6.1", "SeaBIOS 1.16", "rtc0 cmos", "quiet");
    private static final long RTC_AT_BOOT = 1_767_225_600L;

    final List<JournalEntry> journal = new ArrayList<>();
    final List<String> effects = new ArrayList<>();
    final List<Blocker> blockers = new ArrayList<>();
    final List<Wakeup> wakeups = new ArrayList<>();
    final List<PreparedGuest> guests = new ArrayList<>();
    final List<String> hooks = new ArrayList<>();
    final List<String> hooksBegun = new ArrayList<>();

    /// What was kept of tests, and of sleeps, by its name.
    final Map<String, RtcTest> tests = new HashMap<>();

    final Map<String, Proof> proofs = new HashMap<>();

    Duration sinceBoot = Duration.ofHours(1);
    Duration awake = Duration.ofHours(1);
    Clock wall = Instant.EPOCH::plus;
    Duration rtcOff = Duration.ZERO;
    Optional<Long> alarm = Optional.empty();
    boolean alarmFires = true;
    boolean alarmHolds = true;
    Optional<RtcTest> kept =
            Optional.of(
                    new RtcTest(FINGERPRINT, Instant.EPOCH, true, ReceivedReason.uncoded("fired")));
    Support memory = Support.SUPPORTED;
    Executor executor = Executor.KERNEL;
    Optional<AlarmReach> reach = Optional.of(AlarmReach.ONE_MONTH);
    Optional<String> cancelledBy = Optional.empty();
    ProcedureSettings settings = ProcedureSettings.usual();
    String modeOfMemory = "deep";
    String test = "none";
    String bootId = "boot-1";

    /// In which steps its alarm can be set, in seconds.
    long step = 1;

    /// Whether the rest is cut off, as by newer kernels, or the alarm fires at the next step.
    boolean cutOff;

    RtcReadings.Limits limits = RtcReadings.Limits.notStated();
    Set<SleepState> alsoSupported = Set.of();
    long success;
    long fail;
    boolean guestsAside;
    boolean quiet;

    /// What is found in place of its RTC, where that is something else.
    Optional<Reading<List<RtcReadings>>> withoutRtc = Optional.empty();

    /// Its network card, where it has one.
    Optional<FakeCard> card = Optional.empty();

    /// How often each wakeup source counted.
    final Map<String, Long> wakeEvents =
            new HashMap<>(Map.of(FakeCard.DEVICE, 0L, FakeCard.BRIDGE, 0L));

    /// Why there may be proofs that are not known.
    Optional<Reason> proofsUnreadable = Optional.empty();

    /// Answers in place of the host, where it has an answer.
    Function<Effect, Optional<Answer>> override = _ -> Optional.empty();

    /// Plays the sleep; the usual one lasts until the alarm.
    Function<Effect.Enter, Answer.Entry> sleep = _ -> sleepUntilAlarm();

    /// A clock that is set.
    interface Clock {
        Instant at(Duration sinceBoot);
    }

    Ended run(SleepRequest request) {
        return run(SleepProcedure.begin(request, settings));
    }

    Ended run(Step step) {
        Step next = step;
        while (next.effect().isPresent()) {
            Effect effect = next.effect().get();
            effects.add(effect.getClass().getSimpleName());
            Answer answer = carryOut(effect);
            next = next.state().on(new Event(answer, now(), cancelledBy));
        }
        return (Ended) next.state();
    }

    Moment now() {
        return new Moment(sinceBoot, awake, wall.at(sinceBoot));
    }

    long rtcSeconds() {
        return RTC_AT_BOOT + sinceBoot.plus(rtcOff).toSeconds();
    }

    void pass(Duration time) {
        sinceBoot = sinceBoot.plus(time);
        awake = awake.plus(time);
        fireIfDue();
    }

    void passAsleep(Duration time) {
        sinceBoot = sinceBoot.plus(time);
        fireIfDue();
    }

    private void fireIfDue() {
        if (alarmFires
                && alarm.filter(at -> Math.ceilDiv(at, step) * step <= rtcSeconds()).isPresent()) {
            alarm = Optional.empty();
        }
    }

    Answer.Entry sleepUntilAlarm() {
        passAsleep(
                Duration.ofSeconds(Math.ceilDiv(alarm.orElseThrow(), step) * step - RTC_AT_BOOT)
                        .minus(sinceBoot.plus(rtcOff)));
        success++;
        return new Answer.Entry.Succeeded();
    }

    /// The card's device wakes the host.
    Answer.Entry sleepUntilPacket(Duration time) {
        wakeEvents.merge(FakeCard.DEVICE, 1L, Long::sum);
        return sleepFor(time);
    }

    Answer.Entry sleepFor(Duration time) {
        passAsleep(time);
        success++;
        return new Answer.Entry.Succeeded();
    }

    @Override
    public Answer carryOut(Effect effect) {
        pass(Duration.ofMillis(1));
        return override.apply(effect).orElseGet(() -> honestly(effect));
    }

    Answer honestly(Effect effect) {
        return switch (effect) {
            case Effect.Examine _ -> new Answer.Examined(findings());
            case Effect.FindBlockers _ -> new Answer.BlockersFound(blockers, List.of(), List.of());
            case Effect.FindWakeups _ -> new Answer.WakeupsFound(wakeups, List.of());
            case Effect.FindGuests _ -> new Answer.GuestsFound(guests);
            case Effect.FindHooks _ -> new Answer.HooksFound(hooks);
            case Effect.RunHooks(_, List<String> names) -> {
                hooksBegun.addAll(names);
                yield new Answer.HooksRun(List.of());
            }
            case Effect.FinishHooks(_, List<String> names) -> {
                hooksBegun.removeAll(names);
                yield done();
            }
            case Effect.ReadRtc _ -> new Answer.RtcRead(new RtcTime(rtcSeconds()), alarm());
            case Effect.ReadCard _ -> new Answer.CardRead(card.orElseThrow().readings());
            case Effect.SetAlarm(_, RtcTime at) -> set(at.secondsSinceEpoch());
            case Effect.ClearAlarm _ -> {
                alarm = Optional.empty();
                yield done();
            }
            case Effect.Write(JournalEntry entry) -> {
                journal.add(entry);
                yield done();
            }
            case Effect.Wait(Duration length, _) -> {
                pass(length);
                yield done();
            }
            case Effect.PutGuestsAside _ -> {
                guestsAside = true;
                yield done();
            }
            case Effect.BringGuestsBack _ -> {
                guestsAside = false;
                yield done();
            }
            case Effect.Quiesce _, Effect.Resume _ -> {
                quiet = effect instanceof Effect.Quiesce;
                yield done();
            }
            case Effect.ReadMode _ ->
                    new Answer.ModeRead(
                            modeOfMemory.equals("deep")
                                    ? List.of()
                                    : List.of(new ModeFile("/sys/power/mem_sleep", modeOfMemory)));
            case Effect.ChooseMode _ -> {
                modeOfMemory = "deep";
                yield done();
            }
            case Effect.RestoreMode(List<ModeFile> files) -> {
                modeOfMemory = files.getFirst().before();
                yield done();
            }
            case Effect.Observe _ -> new Answer.Observed(sight());
            case Effect.Enter enter -> new Answer.Returned(sleep.apply(enter));
            case Effect.KeepTest(RtcTest test) -> {
                tests.put(test.key(), test);
                yield done();
            }
            case Effect.KeepProof(Proof proof) -> {
                proofs.put(proof.key(), proof);
                yield done();
            }
            case Effect.Open _, Effect.Reply _, Effect.Close _, Effect.SetGuestClocks _ -> done();
        };
    }

    static Answer done() {
        return new Answer.Done();
    }

    private Answer set(long at) {
        if (alarm.isPresent()) {
            return new Answer.Failed("write to wakealarm: EBUSY", "EBUSY");
        }
        if (reach.isPresent() && at - rtcSeconds() > reach.get().longestAhead().toSeconds()) {
            return new Answer.Failed("write to wakealarm: EINVAL", "EINVAL");
        }
        alarm =
                alarmHolds
                        ? Optional.of(cutOff ? Math.floorDiv(at, step) * step : at)
                        : Optional.empty();
        fireIfDue();
        return done();
    }

    private RtcAlarm alarm() {
        return alarm.<RtcAlarm>map(at -> new RtcAlarm.Armed(new RtcTime(at)))
                .orElse(new RtcAlarm.Unarmed());
    }

    SleepEvidence sight() {
        return new SleepEvidence(
                now(),
                present(bootId),
                present(new RtcTime(rtcSeconds())),
                present(alarm()),
                new SuspendStatistics(
                        present(success),
                        present(fail),
                        present("0000:00:14.0"),
                        present(-16L),
                        present("suspend")),
                new Reading.Absent<>("/sys/power/pm_wakeup_irq"),
                present(Map.copyOf(wakeEvents)),
                present(Map.of()),
                present(new Choice(List.of("none", "freezer"), Optional.of(test))));
    }

    private Findings findings() {
        List<StateVerdict> verdicts =
                Arrays.stream(SleepState.values())
                        .map(state ->
                                new StateVerdict(
                                        state,
                                        state == SleepState.SUSPEND_TO_RAM
                                                ? memory
                                                : alsoSupported.contains(state)
                                                        ? Support.SUPPORTED
                                                        : Support.UNSUPPORTED,
                                        ReceivedReason.uncoded("as the test wants it"),
                                        List.of()))
                        .toList();
        RtcReadings rtc =
                new RtcReadings(
                        "rtc0",
                        present("rtc_cmos 00:04"),
                        present(new RtcTime(rtcSeconds())),
                        present(alarm()),
                        present(true),
                        new WakeSwitch(
                                present(WakeSetting.ENABLED),
                                new WakeCounts(absent(), absent(), absent(), absent())),
                        absent(),
                        limits,
                        absent());
        return new Findings(
                new SleepReport(verdicts, Map.of(SuspendTarget.MEM, memory)),
                withoutRtc.orElseGet(() -> present(List.of(rtc))),
                new HostClockReadings(absent(), absent()),
                card.stream().map(FakeCard::findings).toList(),
                Map.of(executor, Optional.empty()),
                Map.of("rtc0", FINGERPRINT),
                new StoredProofs(known(), proofs, proofsUnreadable),
                present(new Choice(List.of("none"), Optional.of(test))));
    }

    private Map<String, RtcTest> known() {
        Map<String, RtcTest> known = new HashMap<>(tests);
        kept.ifPresent(test -> known.put(test.key(), test));
        return known;
    }

    static <T> Reading<T> present(T value) {
        return new Reading.Present<>("/sys/a/file", value, String.valueOf(value));
    }

    static <T> Reading<T> absent() {
        return new Reading.Absent<>("/sys/a/file");
    }

    /// A request that is as usual as can be.
    static SleepRequest request(Duration length) {
        return Asked.forLength(length).request();
    }
}
