package dev.lungfish.sim.main;

import dev.lungfish.sim.fleet.check.FleetViolation;
import dev.lungfish.sim.fleet.run.FleetBatch;
import dev.lungfish.sim.fleet.run.FleetFigures;
import dev.lungfish.sim.fleet.run.FleetRun;
import java.util.ArrayDeque;

/// `bin/sim --fleet`: the same for fleets.
final class FleetMain {
    private static final int LAST_STEPS = 25;

    private FleetMain() {}

    /// Runs one seed, and returns what the process exits with.
    static int one(long seed, boolean trace) {
        ArrayDeque<String> last = new ArrayDeque<>();
        try {
            long digest =
                    FleetRun.of(
                            seed,
                            new FleetFigures(),
                            words -> {
                                last.addLast(words.get());
                                if (trace) {
                                    System.out.println(last.removeLast());
                                } else if (last.size() > LAST_STEPS) {
                                    last.removeFirst();
                                }
                            });
            System.out.println("seed " + seed + " holds, digest " + Long.toHexString(digest));
            return 0;
        } catch (FleetViolation e) {
            last.forEach(System.out::println);
            System.out.println("VIOLATED " + e.getMessage());
            if (e.getCause() != null) {
                e.getCause().printStackTrace();
            }
            System.out.println("replay: bin/sim --fleet --seed " + seed + " --trace");
            return 1;
        }
    }

    /// Runs many seeds, and returns what the process exits with.
    static int many(long from, long seeds) throws InterruptedException {
        long began = System.nanoTime();
        FleetBatch.Result result =
                new FleetBatch(
                                from,
                                seeds,
                                Long.MAX_VALUE,
                                Runtime.getRuntime().availableProcessors())
                        .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.print(result.figures().inWords());
        System.out.printf(
                "%,.0f steps/s in %.1f s, digest %s%n",
                result.figures().steps() / seconds, seconds, Long.toHexString(result.digest()));
        return result.failure().isPresent() ? one(result.failure().get().seed(), false) : 0;
    }
}
