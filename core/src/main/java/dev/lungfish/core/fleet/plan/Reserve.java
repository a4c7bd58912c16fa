package dev.lungfish.core.fleet.plan;

/// How many hosts stay awake though nobody uses them.
public sealed interface Reserve {
    /// How many, of a pool of this size.
    int of(int pool);

    /// A number of hosts.
    record Hosts(int count) implements Reserve {
        public Hosts {
            if (count < 0) {
                throw new IllegalArgumentException("no negative number expected, found " + count);
            }
        }

        @Override
        public int of(int pool) {
            return count;
        }
    }

    /// A share of the pool, rounded up.
    ///
    /// @param percent 0 to 100
    record Share(int percent) implements Reserve {
        public Share {
            if (percent < 0 || percent > 100) {
                throw new IllegalArgumentException("0 to 100 percent expected, found " + percent);
            }
        }

        @Override
        public int of(int pool) {
            return Math.ceilDiv(Math.multiplyExact(pool, percent), 100);
        }
    }
}
