package dev.lungfish.bench;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.config.ConfigurationException;
import dev.lungfish.agent.engine.ProcedureListener;
import dev.lungfish.agent.engine.SleepEngine;
import dev.lungfish.api.Cancellation;
import dev.lungfish.api.Finished;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.Phase;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.linux.tree.NotARecordException;
import dev.lungfish.state.directory.StateDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long it takes from the end of the delay to the word in `/sys/power/state`: the second look
/// at blockers, the evidence before the sleep, the journal, the alarm and its read-back. On a copy
/// of a recorded machine whose kernel is played in this process.
final class SleepLatency {
    private static final int WARM_UP_ROUNDS = 3;

    private final Path tree;
    private final SleepEngine engine;
    private final PlayedKernel kernel;
    private long delayEnded;

    private SleepLatency(Path tree, SleepEngine engine, PlayedKernel kernel) {
        this.tree = tree;
        this.engine = engine;
        this.kernel = kernel;
    }

    /// Runs both in turns.
    ///
    /// @param machine the recorded machine; it is copied
    /// @return the peer first
    static List<Summary> run(Path machine, int runs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("lungfish-bench-");
        Path tree = folder.resolve("tree");
        try {
            Command.of("cp", "-a", machine.toString(), tree.toString()).run();
            try (PlayedKernel kernel = PlayedKernel.start(tree)) {
                SleepEngine engine =
                        ObservedHost.open(Optional.of(tree), Optional.empty())
                                .engine(
                                        StateDirectory.of(
                                                Optional.empty(),
                                                Optional.of(tree),
                                                Map.of(),
                                                true));
                return new SleepLatency(tree, engine, kernel).run(runs);
            } catch (NotARecordException | ConfigurationException e) {
                throw new IOException(e);
            }
        } finally {
            Command.of("rm", "-rf", folder.toString()).run();
        }
    }

    private List<Summary> run(int runs) throws IOException {
        List<Sample> bare = new ArrayList<>();
        List<Sample> ours = new ArrayList<>();
        for (int round = -WARM_UP_ROUNDS; round < runs; round++) {
            Sample one = new Sample(writeBare(), Duration.ZERO);
            Sample other = new Sample(sleep(), Duration.ZERO);
            if (round >= 0) {
                bare.add(one);
                ours.add(other);
            }
        }
        return List.of(
                Summary.of("one synced line, alarm, read back, state", bare),
                Summary.of("the end of our delay until state is written", ours));
    }

    /// What nobody can do without: one line synced to the disk, the alarm written and read back,
    /// the word written. Into files beside the machine, so that the kernel does not sleep.
    private Duration writeBare() throws IOException {
        Path folder = Files.createDirectories(tree.resolve("bare"));
        ByteBuffer line = ByteBuffer.allocate(2048);
        long began = System.nanoTime();
        try (FileChannel journal =
                FileChannel.open(
                        folder.resolve("journal"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            journal.write(line);
            journal.force(true);
        }
        Files.writeString(folder.resolve("wakealarm"), "1767225600\n");
        String held = Files.readString(folder.resolve("wakealarm"));
        Files.writeString(folder.resolve("state"), held.isEmpty() ? "" : "mem\n");
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private Duration sleep() throws IOException {
        SleepRequest request =
                SleepRequest.to(SleepTarget.MEM)
                        .named("bench")
                        .by("bench")
                        .lasting(Duration.ofSeconds(60))
                        .guests(GuestPolicy.IGNORE)
                        .build();
        long _ = kernel.takeSeenAt();
        Finished finished = engine.run(request, new Cancellation(), new DelayWatch());
        if (!(finished.outcome() instanceof Outcome.Slept)) {
            throw new IOException("the machine did not sleep: " + finished.outcome());
        }
        return Duration.ofNanos(kernel.takeSeenAt() - delayEnded);
    }

    /// Notes the end of the delay.
    private final class DelayWatch implements ProcedureListener {
        @Override
        public void entered(Phase phase) {
            if (phase == Phase.QUIESCING) {
                delayEnded = System.nanoTime();
            }
        }
    }
}
