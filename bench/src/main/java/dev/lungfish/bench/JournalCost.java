package dev.lungfish.bench;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.journal.JournalReader;
import dev.lungfish.state.journal.JournalWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What a long past costs: the same work with a journal of 20 sleeps and with one of 100,000, on a
/// copy of a recorded machine whose kernel is played in this process.
final class JournalCost {
    private static final int FEW = 20;
    private static final int MANY = 100_000;

    /// So many sleeps are written before the journal is closed, and perhaps sealed.
    private static final int AT_ONCE = 500;

    private final StateDirectory few;
    private final StateDirectory many;
    private final ObservedHost host;

    private JournalCost(Path folder, ObservedHost host) {
        few = new StateDirectory(folder.resolve("few"), "rwx------");
        many = new StateDirectory(folder.resolve("many"), "rwx------");
        this.host = host;
    }

    /// Work on a state directory.
    private interface Work {
        void on(StateDirectory state) throws IOException, StateException;
    }

    /// The comparisons, to be shown by whoever asks for them.
    interface Shown {
        void show(Comparison comparison) throws IOException, InterruptedException;
    }

    /// Prepares both journals and has each comparison shown.
    ///
    /// @param machine the recorded machine; it is copied
    static void compare(Path machine, Shown shown) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lungfish-bench-");
        Path tree = folder.resolve("tree");
        try {
            Command.of("cp", "-a", machine.toString(), tree.toString()).run();
            try (PlayedKernel _ = PlayedKernel.start(tree)) {
                JournalCost cost =
                        new JournalCost(
                                folder, ObservedHost.open(Optional.of(tree), Optional.empty()));
                cost.prepare();
                for (Comparison comparison : cost.comparisons()) {
                    shown.show(comparison);
                }
            } catch (NotARecordException | ConfigurationException | StateException e) {
                throw new IOException(e);
            }
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    /// The steps of one real sleep, as often as wanted.
    private void prepare() throws IOException, StateException {
        sleep(few);
        byte[] lines = Files.readAllBytes(few.path().resolve("journal.jsonl"));
        add(few, lines, FEW - 1);
        for (int sleeps = 0; sleeps < MANY; sleeps += AT_ONCE) {
            add(many, lines, AT_ONCE);
        }
    }

    private static void add(StateDirectory state, byte[] lines, int times)
            throws IOException, StateException {
        state.create();
        try (OutputStream journal =
                Files.newOutputStream(
                        state.path().resolve("journal.jsonl"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            for (int i = 0; i < times; i++) {
                journal.write(lines);
            }
        }
        JournalWriter.open(state).close();
    }

    private List<Comparison> comparisons() {
        return List.of(
                comparison("a request, from its start to its end", 1, this::sleep),
                comparison("the last 20 sleeps", 20, state -> JournalReader.newest(state, FEW)),
                comparison("the last 10 sleeps", 20, state -> JournalReader.newest(state, 10)),
                comparison("the status", 20, JournalReader::readEnd),
                comparison("the metrics' numbers", 5, JournalReader::totals),
                comparison("what a start reads", 20, state -> host.engine(state).settle()));
    }

    private Comparison comparison(String title, int repeats, Work work) {
        return new Comparison(
                title,
                List.of(
                        workload("after 20 sleeps", repeats, few, work),
                        workload("after 100,000 sleeps", repeats, many, work)),
                new ProcessorClock(OptionalLong.empty()));
    }

    private static Workload workload(String name, int repeats, StateDirectory state, Work work) {
        return new Workload(
                name,
                repeats,
                () -> {
                    try {
                        work.on(state);
                    } catch (StateException e) {
                        throw new IOException(e);
                    }
                });
    }

    private void sleep(StateDirectory state) throws IOException {
        SleepRequest request =
                SleepRequest.to(SleepTarget.MEM)
                        .named("bench")
                        .by("bench")
                        .lasting(Duration.ofSeconds(60))
                        .guests(GuestPolicy.IGNORE)
                        .build();
        SleepEngine engine = host.engine(state);
        Finished finished = engine.run(request, new Cancellation(), new ProcedureListener() {});
        if (!(finished.outcome() instanceof Outcome.Slept)) {
            throw new IOException("the machine did not sleep: " + finished.outcome());
        }
    }
}
