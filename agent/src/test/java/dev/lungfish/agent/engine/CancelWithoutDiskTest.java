package dev.lungfish.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lungfish.api.CancelAnswer;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.api.HostStatus;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.state.directory.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A request can be seen and cancelled whatever became of the disk after its start.
class CancelWithoutDiskTest {
    private static final Path FULL = Path.of("/dev/full");

    @TempDir private Path folder;
    private StateDirectory state;
    private final LiveRequests live = new LiveRequests();
    private final CountDownLatch examining = new CountDownLatch(1);
    private final Cancellation cancellation = new Cancellation();
    private RequestWatch watch;
    private volatile boolean endsWithState;

    @BeforeEach
    void begin() {
        state = new StateDirectory(folder.resolve("state"), "rwx------");
        watch = new RequestWatch(state, CancelWithoutDiskTest::now, live);
    }

    @Test
    void isSeenAndCancelledInMemoryWhileTheDiskIsFull() throws Exception {
        CompletableFuture<Finished> request = start("1");
        for (String name : new String[] {"current.json.new", "cancel.new"}) {
            Files.deleteIfExists(state.file(name));
            Files.createSymbolicLink(state.file(name), FULL);
        }

        assertThat(watch.status()).isInstanceOf(HostStatus.Running.class);
        endsAsCancelled(watch.cancel("bob", Duration.ofSeconds(30)), request, "bob");
    }

    @Test
    void isSeenAndCancelledInMemoryWithoutAStateDirectory() throws Exception {
        CompletableFuture<Finished> request = start("1");
        delete(state.path());

        assertThat(watch.status()).isInstanceOf(HostStatus.Running.class);
        endsAsCancelled(watch.cancel("bob", Duration.ofSeconds(30)), request, "bob");
        assertThat(watch.status()).isInstanceOf(HostStatus.Idle.class);
    }

    @Test
    void endsWithItsStateDirectory() throws Exception {
        endsWithState = true;
        CompletableFuture<Finished> request = start("1");
        delete(state.path());

        Outcome outcome = request.get(30, TimeUnit.SECONDS).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Cancelled.class);
        assertThat(ReasonText.sentence(outcome.reason()))
                .contains("the loss of the state directory " + state.path());
    }

    @Test
    void isNotBegunWhereOthersCouldNotFindIt() throws Exception {
        state.create();
        Files.createSymbolicLink(state.file("current.json.new"), FULL);

        Finished finished = engine().run(request("1"), cancellation, ProcedureListener.none());

        assertThat(finished.outcome()).isInstanceOf(Outcome.Refused.class);
        assertThat(ReasonText.sentence(finished.outcome().reason()))
                .contains("current.json", "No space left on device");
        assertThat(examining.getCount()).isEqualTo(1);
    }

    @Test
    void letsAnotherOneBeginWhenTheCancelIsAnswered() throws Exception {
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Finished> request = start("r" + i);
            endsAsCancelled(watch.cancel("bob", Duration.ofSeconds(30)), request, "bob");
            assertThat(live.of(state)).isEmpty();
        }
    }

    private void endsAsCancelled(
            CancelAnswer answer, CompletableFuture<Finished> request, String by) throws Exception {
        assertThat(answer).isInstanceOf(CancelAnswer.Ended.class);
        Outcome outcome = request.get(30, TimeUnit.SECONDS).outcome();
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Cancelled.class,
                        cancelled -> assertThat(cancelled.by()).isEqualTo(by));
        Reason reason = outcome.reason();
        assertThat(((CancelAnswer.Ended) answer).request().outcome().orElseThrow().reason())
                .isEqualTo(reason);
    }

    /// Begins a request on a host whose examination takes until it is cancelled.
    private CompletableFuture<Finished> start(String id) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Cancellation own = id.equals("1") ? cancellation : new Cancellation();
        SleepEngine engine = engine(own, begun);
        CompletableFuture<Finished> finished = new CompletableFuture<>();
        Thread _ =
                Thread.ofVirtual()
                        .start(() ->
                                finished.complete(
                                        engine.run(request(id), own, ProcedureListener.none())));
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        return finished;
    }

    private SleepEngine engine() {
        return engine(cancellation, examining);
    }

    private SleepEngine engine(Cancellation own, CountDownLatch begun) {
        return new SleepEngine(
                state,
                ProcedureSettings.usual(),
                _ ->
                        _ -> {
                            begun.countDown();
                            while (own.by().isEmpty() && !(endsWithState && !state.exists())) {
                                Thread.onSpinWait();
                            }
                            return new Answer.Done();
                        },
                CancelWithoutDiskTest::now,
                live);
    }

    private static Moment now() {
        Duration awake = Duration.ofNanos(System.nanoTime());
        return new Moment(awake, awake, Instant.EPOCH);
    }

    private static SleepRequest request(String id) {
        return SleepRequest.to(SleepTarget.MEM)
                .named(id)
                .by("ann")
                .lasting(Optional.of(Duration.ofHours(1)))
                .build();
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
