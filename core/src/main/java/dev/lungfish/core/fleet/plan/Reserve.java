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

    /// As many as are asked for at once, in nearly all cases.
    ///
    /// @param share in which of all times it is to be enough: above 0 and below 1
    /// @param least never fewer
    /// @param measured by the history of the pool; 0 where nothing was measured yet
    record Quantile(double share, int least, int measured) implements Reserve {
        public Quantile {
            if (!(share > 0 && share < 1) || least < 0 || measured < 0) {
                throw new IllegalArgumentException(
                        "a share between 0 and 1 and no negative number expected, found %s, %d and %d"
                                .formatted(share, least, measured));
            }
        }

        @Override
        public int of(int pool) {
            return Math.max(least, measured);
        }

        Quantile measured(int now) {
            return new Quantile(share, least, now);
        }
    }
}
