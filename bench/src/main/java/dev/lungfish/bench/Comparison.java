package dev.lungfish.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Workloads that do the same job, run in turns (A B A B ...), so that other load on the machine
/// affects all of them alike.
///
/// @param title what is compared
/// @param workloads the first is the peer, to which the ratios refer
/// @param clock the processor time that counts
record Comparison(String title, List<Workload> workloads, ProcessorClock clock) {
    private static final int WARM_UP_ROUNDS = 3;

    Comparison {
        workloads = List.copyOf(workloads);
    }

    /// Runs all workloads in turns.
    ///
    /// @param runs the number of samples of each, after some that are discarded
    List<Summary> run(int runs) throws IOException, InterruptedException {
        Map<Workload, List<Sample>> samples = new LinkedHashMap<>();
        for (int round = -WARM_UP_ROUNDS; round < runs; round++) {
            for (Workload workload : workloads) {
                Sample sample = sample(workload);
                if (round >= 0) {
                    samples.computeIfAbsent(workload, _ -> new ArrayList<>()).add(sample);
                }
            }
        }
        return samples.entrySet().stream()
                .map(entry -> Summary.of(entry.getKey().name(), entry.getValue()))
                .toList();
    }

    private Sample sample(Workload workload) throws IOException, InterruptedException {
        Duration processor = clock.read();
        long began = System.nanoTime();
        for (int repeat = 0; repeat < workload.repeats(); repeat++) {
            workload.work().run();
        }
        Duration wall = Duration.ofNanos(System.nanoTime() - began);
        return new Sample(
                wall.dividedBy(workload.repeats()),
                clock.read().minus(processor).dividedBy(workload.repeats()));
    }
}
