package dev.lungfish.replay.result;

/// A number over time, as means of as many equal parts as a picture shows. Not safe to share
/// between threads.
public final class Curve {
    private static final int PARTS = 480;

    private final double[] sums = new double[PARTS];
    private final double part;

    /// @param length of the time, in milliseconds
    public Curve(long length) {
        part = Math.max(1, (double) length / PARTS);
    }

    /// The number is so from one moment to another.
    public void add(long from, long to, double value) {
        long at = from;
        while (at < to) {
            int index = (int) Math.min(PARTS - 1, at / part);
            long end = index == PARTS - 1 ? to : Math.min(to, (long) Math.ceil((index + 1) * part));
            long until = Math.max(end, at + 1);
            sums[index] += value * (until - at);
            at = until;
        }
    }

    /// How many parts there are.
    public int parts() {
        return PARTS;
    }

    /// The mean of one part.
    public double mean(int index) {
        return sums[index] / part;
    }
}
