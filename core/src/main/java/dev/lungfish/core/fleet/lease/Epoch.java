package dev.lungfish.core.fleet.lease;

/// Which controller may order sleeps. Each time that authority over a host changes hands, or the
/// controller's database is restored, the number grows. A host keeps the highest that it has seen,
/// and refuses leases of a lower one. A wake needs no authority.
///
/// @param number 0 before any controller, and never less
public record Epoch(long number) implements Comparable<Epoch> {
    /// The one of a host that no controller has spoken to.
    public static final Epoch NONE = new Epoch(0);

    public Epoch {
        if (number < 0) {
            throw new IllegalArgumentException("an epoch of 0 or more expected, found " + number);
        }
    }

    /// The one after it.
    public Epoch next() {
        return new Epoch(Math.addExact(number, 1));
    }

    /// Whether a host that has seen another may not obey this one.
    public boolean isBelow(Epoch other) {
        return number < other.number;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
