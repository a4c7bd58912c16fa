package dev.lungfish.libvirt.share;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/// How a resource is divided.
///
/// @param upTo for each degree of trust, how much the accounts of it and of all lower degrees may
///   hold together; grows with the trust
/// @param each for each degree, how much one account may hold
public record Division(Map<Trust, Long> upTo, Map<Trust, Long> each) {
    /// What is kept for root: one part of so many.
    private static final int RESERVE = 4;

    public Division {
        upTo = Map.copyOf(upTo);
        each = Map.copyOf(each);
        long lower = 0;
        for (Trust trust : Trust.values()) {
            if (upTo(upTo, trust) < lower || upTo(each, trust) < 0) {
                throw new IllegalArgumentException("%s, each %s".formatted(upTo, each));
            }
            lower = upTo(upTo, trust);
        }
    }

    /// The usual one: a quarter is kept for root, another one for those who may write, a third one
    /// for users of this host. One account holds at most half of what its degree may have; root
    /// holds all.
    ///
    /// Of what can't be divided so, each degree below root may have one.
    public static Division of(long total) {
        long reserve = total > 1 ? Math.max(1, total / RESERVE) : 0;
        Map<Trust, Long> upTo = new EnumMap<>(Trust.class);
        upTo.put(Trust.ROOT, total);
        upTo.put(Trust.READ_WRITE, total - reserve);
        upTo.put(Trust.READ_ONLY, Math.clamp(total / 2, Math.min(1, total), total - reserve));
        upTo.put(
                Trust.UNAUTHENTICATED,
                Math.clamp(total / RESERVE, Math.min(1, total), total - reserve));
        Map<Trust, Long> each = new EnumMap<>(Trust.class);
        upTo.forEach((trust, most) -> each.put(trust, trust == Trust.ROOT ? most : half(most)));
        return new Division(upTo, each);
    }

    /// The same part for everybody, whatever the trust; nothing is kept for root.
    public static Division alike(long total, long each) {
        return new Division(all(total), all(each));
    }

    private static Map<Trust, Long> all(long most) {
        Map<Trust, Long> all = new EnumMap<>(Trust.class);
        Arrays.stream(Trust.values()).forEach(trust -> all.put(trust, most));
        return all;
    }

    private static long half(long most) {
        return (most + 1) / 2;
    }

    private static long upTo(Map<Trust, Long> of, Trust trust) {
        Long most = of.get(trust);
        if (most == null) {
            throw new IllegalArgumentException("nothing is said of " + trust.word());
        }
        return most;
    }

    /// How much there is in all.
    public long total() {
        return upTo(Trust.ROOT);
    }

    /// How much this degree of trust and all lower ones may hold together.
    public long upTo(Trust trust) {
        return upTo(upTo, trust);
    }

    /// How much one account of this degree may hold.
    public long each(Trust trust) {
        return upTo(each, trust);
    }
}
