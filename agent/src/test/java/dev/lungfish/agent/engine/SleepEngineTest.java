package dev.lungfish.agent.engine;

import static dev.lungfish.core.text.ReasonText.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.CurrentRequest;
import dev.lungfish.api.Finished;
import dev.lungfish.api.PastSleep;
import dev.lungfish.api.Settled;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.state.Effect;
import dev.lungfish.core.procedure.state.EffectRunner;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.core.reason.ReceivedReason;
import dev.lungfish.core.sleep.SleepReadings;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.state.directory.ProcedureLock;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.journal.JournalContent;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.JournalWriter;
import dev.lungfish.state.kept.CancelFile;
import dev.lungfish.state.kept.CurrentRequestFile;
import dev.lungfish.testkit.RecordedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the engine adds to the machine: the lock, the settlement, the cancellation, and that
/// nothing that breaks takes the undoing with it. Whole sleeps are tried by the command's tests.
@Timeout(30)
class SleepEngineTest {
    private static final Moment NOW =
            new Moment(
                    Duration.ofSeconds(1000),
                    Duration.ofSeconds(900),
                    Instant.parse("2026-01-01T00:00:00Z"));
    private static final RtcTime RTC_NOW = new RtcTime(1_767_225_600L);
    private static final RtcTime OURS = new RtcTime(1_767_229_200L);

    @TempDir private Path folder;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Optional<SleepReadings>> handedIn = new ArrayList<>();
    private StateDirectory state;
    private RtcAlarm alarm = new RtcAlarm.Unarmed();

    @BeforeEach
    void begin() {
        state =
                StateDirectory.of(
                        Optional.of(folder.resolve("state")), Optional.empty(), Map.of(), false);
    }

    @Test
    void turnsWhatBreaksIntoAFailureAndClosesAllTheSame() {
        Finished finished =
                engine(
                                effect -> {
                                    throw new StackOverflowError("in " + effect.inWords());
                                })
                        .run(request("1"), new Cancellation(), ProcedureListener.none());

        assertThat(sentence(finished.outcome().reason()))
                .contains("could not be examined", "stack overflow");
        assertThat(effects).last().isInstanceOf(Effect.Close.class);
    }

    @Test
    void tellsOthersOfARequestThatEndedBeforeItWasAccepted() throws Exception {
        engine(_ -> new Answer.Failed("nothing there", ""))
                .run(request("1"), new Cancellation(), ProcedureListener.none());

        CurrentRequest shown = CurrentRequestFile.read(state).orElseThrow();
        assertThat(CurrentRequestFile.runs(shown)).isFalse();
        assertThat(shown.outcome().orElseThrow()).isInstanceOf(Outcome.Refused.class);
        assertThat(JournalReader.read(state).past()).isEmpty();
    }

    @Test
    void cancelsBeforeAnythingIsChangedWhenAskedFromInside() {
        Cancellation cancellation = new Cancellation();
        cancellation.ask("ann");
        cancellation.ask("bob");

        Finished finished =
                engine(_ -> new Answer.Done())
                        .run(request("1"), cancellation, ProcedureListener.none());

        assertThat(finished.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(sentence(finished.outcome().reason())).contains("ann");
    }

    @Test
    void takesAnInterruptForACancellationAndNotForTheEndOfAWait() {
        Thread.currentThread().interrupt();

        Finished finished =
                engine(_ -> new Answer.Done())
                        .run(request("1"), new Cancellation(), ProcedureListener.none());

        assertThat(finished.outcome()).isInstanceOf(Outcome.Cancelled.class);
        assertThat(Thread.interrupted()).as("still interrupted").isFalse();
    }

    @Test
    void cancelsForAnotherProcessAndWaitsForTheEnd() throws Exception {
        CountDownLatch examining = new CountDownLatch(1);
        SleepEngine engine =
                new SleepEngine(
                        state,
                        ProcedureSettings.usual(),
                        _ ->
                                _ -> {
                                    examining.countDown();
                                    while (!CancelFile.asked(state, "1").isPresent()) {
                                        Thread.onSpinWait();
                                    }
                                    return new Answer.Done();
                                },
                        SleepEngineTest::ticking);
        Thread thread =
                Thread.ofVirtual()
                        .start(() ->
                                engine.run(
                                        request("1"),
                                        new Cancellation(),
                                        ProcedureListener.none()));
        assertThat(examining.await(10, TimeUnit.SECONDS)).isTrue();

        Finished second = engine.run(request("2"), new Cancellation(), ProcedureListener.none());
        CancelAnswer answer =
                new RequestWatch(state, () -> NOW).cancel("bob", Duration.ofSeconds(10));
        thread.join();

        assertThat(sentence(second.outcome().reason()))
                .contains("already in progress", "request 1", "checking");
        assertThat(answer).isInstanceOf(CancelAnswer.Ended.class);
        assertThat(
                        sentence(
                                ((CancelAnswer.Ended) answer)
                                        .request()
                                        .outcome()
                                        .orElseThrow()
                                        .reason()))
                .contains("bob");
        assertThat(new RequestWatch(state, () -> NOW).cancel("bob", Duration.ZERO))
                .isInstanceOf(CancelAnswer.NothingRuns.class);
    }

    @Test
    void refusesWhileAnotherHoldsTheLock() throws Exception {
        state.create();
        try (ProcedureLock lock = ProcedureLock.tryTake(state).orElseThrow()) {
            assertThat(lock).isNotNull();

            Finished finished =
                    engine(_ -> new Answer.Done())
                            .run(request("1"), new Cancellation(), ProcedureListener.none());

            assertThat(sentence(finished.outcome().reason()))
                    .contains("another process holds", state.path().toString());
            assertThat(effects).isEmpty();
        }
    }

    /// The policy sets the processors for a moment: that is no sleep in progress.
    @Test
    void waitsForWhoHoldsTheLockForAMoment() throws Exception {
        state.create();
        CompletableFuture<Finished> finished = new CompletableFuture<>();
        ProcedureLock lock = ProcedureLock.tryTake(state).orElseThrow();
        Thread requester =
                Thread.ofPlatform()
                        .start(() ->
                                finished.complete(
                                        engine(this::host)
                                                .run(
                                                        request("1"),
                                                        new Cancellation(),
                                                        ProcedureListener.none())));
        while (requester.getState() != Thread.State.TIMED_WAITING && !finished.isDone()) {
            Thread.onSpinWait();
        }
        lock.close();

        assertThat(sentence(finished.join().outcome().reason())).doesNotContain("holds");
        assertThat(effects).isNotEmpty();
    }

    @Test
    void settlesWhatWasLeftOpenOnce() throws Exception {
        leaveOpen();
        alarm = new RtcAlarm.Armed(OURS);

        Settled settled = engine(this::host).settle().orElseThrow();
        Optional<Settled> again = engine(this::host).settle();

        assertThat(settled.request().orElseThrow().id()).isEqualTo("old");
        assertThat(settled.outcome().orElseThrow()).isInstanceOf(Outcome.NeverEntered.class);
        assertThat(settled.leftBehind()).isEmpty();
        assertThat(again).isEmpty();
        assertThat(alarm).as("the alarm of the test").isEqualTo(new RtcAlarm.Unarmed());
        assertThat(JournalReader.read(state).open()).isEmpty();
    }

    @Test
    void recordsASleepOfOthersAfterWhatWasLeftOpenIsSettled() throws Exception {
        leaveOpen();
        JournalEntry.Foreign sleep =
                new JournalEntry.Foreign(Optional.empty(), ReceivedReason.uncoded("the lid"));

        assertThat(engine(this::host).record(sleep)).isTrue();

        JournalContent content = JournalReader.read(state);
        assertThat(content.open()).isEmpty();
        assertThat(content.past())
                .hasSize(2)
                .first()
                .isInstanceOfSatisfying(
                        PastSleep.Requested.class,
                        request -> assertThat(request.ended()).isPresent());
        assertThat(content.past()).last().isEqualTo(new PastSleep.Foreign(sleep));
    }

    @Test
    void recordsNoSleepOfOthersWhileARequestRuns() throws Exception {
        state.create();
        try (ProcedureLock lock = ProcedureLock.tryTake(state).orElseThrow()) {
            assertThat(lock).isNotNull();

            assertThat(
                            engine(this::host)
                                    .record(
                                            new JournalEntry.Foreign(
                                                    Optional.empty(),
                                                    ReceivedReason.uncoded("the lid"))))
                    .isFalse();
        }
        assertThat(JournalReader.read(state).past()).isEmpty();
    }

    @Test
    void beginsNothingOnADamagedJournal() throws Exception {
        state.create();
        Files.writeString(state.path().resolve("journal.jsonl"), "garbage\n");

        Finished finished =
                engine(this::host).run(request("1"), new Cancellation(), ProcedureListener.none());

        assertThat(finished.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(sentence(finished.outcome().reason())).contains("journal.jsonl, line 1");
        assertThat(effects).isEmpty();
    }

    @Test
    void keepsADamagedJournalAsideAndGoesOnWithTheNextRequest() throws Exception {
        state.create();
        Files.writeString(state.path().resolve("journal.jsonl"), "garbage\n");
        List<Settled> settled = new ArrayList<>();
        ProcedureListener listener =
                new ProcedureListener() {
                    @Override
                    public void settled(Settled one) {
                        settled.add(one);
                    }
                };

        Finished _ = engine(this::host).run(request("1"), new Cancellation(), listener);
        Finished second = engine(this::host).run(request("2"), new Cancellation(), listener);

        assertThat(settled).hasSize(1);
        assertThat(sentence(settled.getFirst().leftBehind().getFirst())).contains("line 1");
        assertThat(sentence(second.outcome().reason())).doesNotContain("line 1");
        assertThat(state.path().resolve("journal-000001.jsonl")).hasContent("garbage");
        assertThat(JournalReader.read(state).damage()).hasSize(1);
    }

    @Test
    void writesNothingInADryRun() {
        Finished finished =
                engine(_ -> new Answer.Failed("nothing there", ""))
                        .run(request("1", true), new Cancellation(), ProcedureListener.none());

        assertThat(finished.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(state.path()).doesNotExist();
    }

    @Test
    void handsOnWhatTheRequesterHasReadUnlessASettlementMayHaveChangedIt() throws Exception {
        Optional<SleepReadings> read =
                Optional.of(
                        ObservedHost.open(
                                        Optional.of(
                                                RecordedMachines.named(
                                                                "laptop-with-everything-fine")
                                                        .path()),
                                        Optional.empty())
                                .readings());

        engine(this::host).run(request("1"), read, new Cancellation(), ProcedureListener.none());
        assertThat(handedIn).containsExactly(read);

        handedIn.clear();
        leaveOpen();
        engine(this::host).run(request("2"), read, new Cancellation(), ProcedureListener.none());
        assertThat(handedIn).containsExactly(Optional.empty(), Optional.empty());
    }

    /// A request whose run was killed while it tested the RTC within it.
    private void leaveOpen() throws Exception {
        state.create();
        try (JournalWriter journal = JournalWriter.open(state)) {
            journal.append(
                    new JournalEntry.Accepted(
                            request("old"),
                            SleepState.SUSPEND_TO_RAM,
                            Executor.KERNEL,
                            "rtc0",
                            new Fingerprint("6.1", "SeaBIOS", "rtc0", ""),
                            Optional.empty(),
                            NOW));
            journal.append(new JournalEntry.TestingRtc("rtc0", OURS));
        }
    }

    /// A host that has an RTC and nothing else.
    private Answer host(Effect.OnHost effect) {
        return switch (effect) {
            case Effect.ReadRtc _ -> new Answer.RtcRead(RTC_NOW, alarm);
            case Effect.ClearAlarm _ -> {
                alarm = new RtcAlarm.Unarmed();
                yield new Answer.Done();
            }
            case Effect.Close _ -> new Answer.Done();
            case Effect other -> new Answer.Failed("this host cannot " + other.inWords(), "");
        };
    }

    private SleepEngine engine(EffectRunner<Effect.OnHost> host) {
        return new SleepEngine(
                state,
                ProcedureSettings.usual(),
                readings -> {
                    handedIn.add(readings);
                    return effect -> {
                        effects.add(effect);
                        return host.carryOut(effect);
                    };
                },
                () -> NOW);
    }

    private static Moment ticking() {
        Duration awake = Duration.ofNanos(System.nanoTime());
        return new Moment(awake, awake, NOW.wall());
    }

    private static SleepRequest request(String id) {
        return request(id, false);
    }

    private static SleepRequest request(String id, boolean dryRun) {
        return SleepRequest.to(SleepTarget.MEM)
                .named(id)
                .by("ann")
                .lasting(Duration.ofHours(1))
                .purpose(SleepRequest.Purpose.of(dryRun, false))
                .build();
    }
}
