package dev.lungfish.libvirt.share;

/// Drops some of those who are not authenticated yet, at random, before their number reaches its
/// limit: an honest client that tries again comes through, and who holds all places must come as
/// often.
///
/// **Source:** `MaxStartups` and `PerSourceMaxStartups` in sshd_config(5) of OpenSSH, and
/// `should_drop_connection()` in its `srclimit.c` and `sshd.c`.
///
/// @param start from this number on some are dropped
/// @param rate how many of a hundred, at that number
/// @param full at this number all are dropped; between them the rate grows evenly
/// @param perSource how many of one [Source] may be there
public record Startups(int start, int rate, int full, int perSource) {
    private static final int ALL = 100;

    /// One source alone never makes others be dropped.
    public static final Startups USUAL = new Startups(128, 30, 512, 100);

    public Startups {
        if (start < 1 || full < start || rate < 1 || rate > ALL || perSource < 1) {
            throw new IllegalArgumentException(
                    "%d:%d:%d, %d of a source".formatted(start, rate, full, perSource));
        }
    }

    /// The same with another number of each source.
    public Startups withPerSource(int most) {
        return new Startups(start, rate, full, most);
    }

    /// Whether one more may come.
    ///
    /// @param present how many are there
    /// @param chance from 0 to 99, of a random source
    public boolean admits(long present, int chance) {
        if (present < start) {
            return true;
        }
        if (present >= full) {
            return false;
        }
        long dropped = rate + (ALL - rate) * (present - start) / (full - start);
        return chance >= dropped;
    }

    /// How they are counted.
    public Division division() {
        return Division.alike(full, perSource);
    }
}
