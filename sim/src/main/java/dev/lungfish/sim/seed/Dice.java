package dev.lungfish.sim.seed;

/// Numbers that look random and follow from the seed alone, the same ones on each Java and machine.
///
/// **Source:** Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators" (2014),
/// whose SplitMix64 this is.
public final class Dice {
    private static final int EVENS = 1 << 20;

    private long state;

    public Dice(long seed) {
        this.state = mix(seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L);
    }

    /// 64 random bits.
    public long bits() {
        state += 0x9E3779B97F4A7C15L;
        return mix(state);
    }

    /// One of 0 to bound - 1.
    public int below(int bound) {
        return (int) (((bits() >>> 32) * bound) >>> 32);
    }

    /// One of first to last, both among them.
    public long between(long first, long last) {
        return first + Long.remainderUnsigned(bits(), last - first + 1);
    }

    /// One of first to last, where each order of magnitude is as likely as any other.
    public long magnitude(long first, long last) {
        double scale = StrictMath.log((double) last / first);
        long value = (long) (first * StrictMath.exp(scale * below(EVENS) / EVENS));
        return Math.clamp(value, first, last);
    }

    /// True with this probability.
    public boolean chance(double probability) {
        return probability > 0 && below(EVENS) < probability * EVENS;
    }

    /// One of these, each as likely.
    @SafeVarargs
    public final <T> T pick(T... choices) {
        return choices[below(choices.length)];
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
