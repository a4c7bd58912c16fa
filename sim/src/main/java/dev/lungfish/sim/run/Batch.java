package dev.lungfish.sim.run;

import dev.lungfish.sim.check.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Many seeds, on a number of cores. The assignment of seeds to cores is fixed, in turn.
public final class Batch {

    /// The result of a batch.
    ///
    /// @param digest of all seeds, whatever the number of cores
    /// @param failure the violation with the lowest seed, if any
    public record Result(Figures figures, long digest, Optional<Failure> failure) {}

    /// A seed and what it violates.
    public record Failure(long seed, Violation violation) {}

    private final long from;
    private final long seeds;
    private final long steps;
    private final int cores;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// @param from the first seed
    /// @param seeds the maximum number
    /// @param steps the limit of steps on each core
    public Batch(long from, long seeds, long steps, int cores) {
        this.from = from;
        this.seeds = seeds;
        this.steps = steps;
        this.cores = cores;
    }

    /// Runs all seeds, or until a violation.
    public Result run() throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
            List<Future<Result>> parts = new ArrayList<>();
            for (int core = 0; core < cores; core++) {
                long first = from + core;
                parts.add(pool.submit(() -> part(first)));
            }
            Figures figures = new Figures();
            long digest = 0;
            Optional<Failure> failure = Optional.empty();
            for (Future<Result> part : parts) {
                Result result = part.get();
                figures.add(result.figures());
                digest += result.digest();
                failure = lower(failure, result.failure());
            }
            return new Result(figures, digest, failure);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself failed", e.getCause());
        }
    }

    private static Optional<Failure> lower(Optional<Failure> one, Optional<Failure> other) {
        return one.isEmpty() || (other.isPresent() && other.get().seed() < one.get().seed())
                ? other
                : one;
    }

    private Result part(long first) {
        Figures figures = new Figures();
        long digest = 0;
        for (long seed = first;
                seed < from + seeds && figures.steps() < steps && !failed.get();
                seed += cores) {
            try {
                digest += Run.of(seed, figures, Trace.none());
            } catch (Violation e) {
                failed.set(true);
                return new Result(figures, digest, Optional.of(new Failure(seed, e)));
            }
        }
        return new Result(figures, digest, Optional.empty());
    }
}
