package dev.lungfish.core.fleet.consolidation;

import dev.lungfish.core.evidence.ByteCount;

/// What a host has for guests, or what a guest takes of it.
///
/// @param memory for guests, or of the guest
/// @param cores virtual cores, in thousandths: of a host those that it may give away, overcommit
///   included
/// @param load how far cores are used, in thousandths of a core: of a guest its 95th percentile, of
///   a host what its guests may use together
public record Amounts(ByteCount memory, long cores, long load) {
    /// How many kinds of amounts there are.
    public static final int KINDS = 3;

    static final long THOUSAND = 1000;

    public Amounts {
        if (cores < 0 || load < 0) {
            throw new IllegalArgumentException(
                    "no negative amounts expected, found %d cores and %d load"
                            .formatted(cores, load));
        }
    }

    /// What a guest takes.
    ///
    /// @param cores its virtual cores
    /// @param load in thousandths of a core
    public static Amounts ofGuest(ByteCount memory, int cores, long load) {
        return new Amounts(memory, cores * THOUSAND, load);
    }

    /// What a host has.
    ///
    /// @param memory for guests: without what the host needs for itself
    /// @param cores its own
    /// @param overcommitPercent virtual cores for each hundred of its own: 400 where four share one
    /// @param loadPercent how far its own cores may be used by its guests
    public static Amounts ofHost(
            ByteCount memory, int cores, int overcommitPercent, int loadPercent) {
        return new Amounts(memory, cores * 10L * overcommitPercent, cores * 10L * loadPercent);
    }

    /// The amount of one kind, in its own unit.
    ///
    /// @param kind from 0 to [#KINDS]
    public long of(int kind) {
        return switch (kind) {
            case 0 -> memory.bytes();
            case 1 -> cores;
            case 2 -> load;
            default -> throw new IllegalArgumentException("no kind of amounts: " + kind);
        };
    }

    long[] all() {
        return new long[] {memory.bytes(), cores, load};
    }
}
