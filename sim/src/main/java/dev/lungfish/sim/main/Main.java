package dev.lungfish.sim.main;

import dev.lungfish.sim.check.Violation;
import dev.lungfish.sim.run.Batch;
import dev.lungfish.sim.run.Figures;
import dev.lungfish.sim.run.Run;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// `bin/sim`: runs seeds, or one seed step by step; of the sleep procedure, or of a fleet.
public final class Main {
    private static final int LAST_STEPS = 25;

    private long seeds = 100_000;
    private long from = 1;
    private Optional<Long> only = Optional.empty();
    private boolean trace;
    private boolean fleet;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Main main = new Main();
        if (!main.understands(arguments)) {
            System.err.println(
                    "usage: bin/sim [--fleet] [--seeds N] [--from S] | [--fleet] --seed X"
                            + " [--trace]");
            System.exit(64);
        }
        System.exit(main.run());
    }

    private int run() throws InterruptedException {
        if (fleet) {
            return only.isPresent()
                    ? FleetMain.one(only.get(), trace)
                    : FleetMain.many(from, seeds);
        }
        return only.isPresent() ? one(only.get()) : many();
    }

    private boolean understands(String[] arguments) {
        Iterator<String> words = List.of(arguments).iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--trace")) {
                trace = true;
                continue;
            }
            if (word.equals("--fleet")) {
                fleet = true;
                continue;
            }
            String value = words.hasNext() ? words.next() : "";
            if (!value.matches("\\d{1,18}")) {
                return false;
            }
            switch (word) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--from" -> from = Long.parseLong(value);
                case "--seed" -> only = Optional.of(Long.parseLong(value));
                default -> {
                    return false;
                }
            }
        }
        return !trace || only.isPresent();
    }

    private int one(long seed) {
        ArrayDeque<String> last = new ArrayDeque<>();
        try {
            long digest =
                    Run.of(
                            seed,
                            new Figures(),
                            words -> {
                                if (trace) {
                                    System.out.println(words.get());
                                } else {
                                    last.addLast(words.get());
                                    if (last.size() > LAST_STEPS) {
                                        last.removeFirst();
                                    }
                                }
                            });
            System.out.println("seed " + seed + " holds, digest " + Long.toHexString(digest));
            return 0;
        } catch (Violation e) {
            last.forEach(System.out::println);
            System.out.println("VIOLATED " + e.getMessage());
            if (e.getCause() != null) {
                e.getCause().printStackTrace();
            }
            System.out.println("replay: bin/sim --seed " + seed + " --trace");
            return 1;
        }
    }

    private int many() throws InterruptedException {
        long began = System.nanoTime();
        Batch.Result result =
                new Batch(from, seeds, Long.MAX_VALUE, Runtime.getRuntime().availableProcessors())
                        .run();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.print(result.figures().inWords());
        System.out.printf(
                "%,.0f steps/s in %.1f s, digest %s%n",
                result.figures().steps() / seconds, seconds, Long.toHexString(result.digest()));
        if (result.failure().isPresent()) {
            return one(result.failure().get().seed());
        }
        return 0;
    }
}
