package dev.lungfish.cli.command;

import java.util.Random;

/// The load of `docs/examples`, made by numbers that are the same on every machine: those of
/// [Random], which has its algorithm in its documentation, and of [StrictMath].
final class ExampleLoad {
    private static final double DAY = 86_400;
    private static final String COLUMNS = "start,end,cores,memory\n";

    private final Random random;

    private ExampleLoad(long seed) {
        random = new Random(seed);
    }

    /// Three days of jobs: they arrive independently of each other, at noon twelve times as often
    /// as at midnight, need 4 to 16 cores, and run for 15 minutes in the median, a few for hours.
    static String jobs() {
        return new ExampleLoad(1).ofJobs();
    }

    private String ofJobs() {
        StringBuilder csv = new StringBuilder(COLUMNS);
        double at = 0;
        while (at < 3 * DAY) {
            double perHour = 13 - 11 * StrictMath.cos(at / DAY * 2 * Math.PI);
            at += -StrictMath.log(1 - random.nextDouble()) * 3600 / perHour;
            double length = Math.min(30_000, StrictMath.exp(6.8 + 1.2 * random.nextGaussian()));
            append(csv, at, at + 1 + length, 4 << random.nextInt(3), 4 + random.nextInt(13));
        }
        return csv.toString();
    }

    /// Three days of an office: 240 desktops of 2 cores and 6 GiB come between seven and ten, most
    /// of them leave between four and seven, and some are used once more in the evening.
    static String office() {
        return new ExampleLoad(2).ofOffice();
    }

    private String ofOffice() {
        StringBuilder csv = new StringBuilder(COLUMNS);
        for (int day = 0; day < 3; day++) {
            for (int desktop = 0; desktop < 240; desktop++) {
                double come = day * DAY + 8.5 * 3600 + 2700 * bounded();
                double leave = day * DAY + 17.5 * 3600 + 2700 * bounded();
                append(csv, come, leave, 2, 6);
                if (random.nextInt(8) == 0) {
                    double again = leave + 3600 + 7200 * random.nextDouble();
                    append(csv, again, again + 600 + 3600 * random.nextDouble(), 2, 6);
                }
            }
        }
        return csv.toString();
    }

    private double bounded() {
        return Math.max(-2, Math.min(2, random.nextGaussian()));
    }

    private static void append(
            StringBuilder csv, double start, double end, int cores, int gibibytes) {
        csv.append("%d,%d,%d,%dGiB\n".formatted((long) start, (long) end, cores, gibibytes));
    }
}
