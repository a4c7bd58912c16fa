package dev.lungfish.sim.fleet.run;

import dev.lungfish.sim.fleet.check.FleetViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Many seeds of fleets, on a number of cores. The assignment of seeds to cores is fixed, in turn.
public final class FleetBatch {

    /// The result of a batch.
    ///
    /// @param digest of all seeds, whatever the number of cores
    /// @param failure the violation with the lowest seed, if any
    public record Result(FleetFigures figures, long digest, Optional<Failure> failure) {}

    /// A seed and what it violates.
    public record Failure(long seed, FleetViolation violation) {}

    private final long from;
    private final long seeds;
    private final long steps;
    private final int cores;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// @param from the first seed
    /// @param seeds the maximum number
    /// @param steps the limit of steps on each core
    public FleetBatch(long from, long seeds, long steps, int cores) {
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
            FleetFigures figures = new FleetFigures();
            long digest = 0;
            Optional<Failure> failure = Optional.empty();
            for (Future<Result> part : parts) {
                Result result = part.get();
                figures.add(result.figures());
                digest += result.digest();
                if (result.failure().isPresent()
                        && failure.filter(other -> other.seed() < result.failure().get().seed())
                                .isEmpty()) {
                    failure = result.failure();
                }
            }
            return new Result(figures, digest, failure);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself failed", e.getCause());
        }
    }

    private Result part(long first) {
        FleetFigures figures = new FleetFigures();
        long digest = 0;
        for (long seed = first;
                seed < from + seeds && figures.steps() < steps && !failed.get();
                seed += cores) {
            try {
                digest += FleetRun.of(seed, figures, _ -> {});
            } catch (FleetViolation e) {
                failed.set(true);
                return new Result(figures, digest, Optional.of(new Failure(seed, e)));
            }
        }
        return new Result(figures, digest, Optional.empty());
    }
}
