package dev.lungfish.cli.command;

import java.util.Locale;

/// What `lungfish fleet` can do.
enum FleetAction {
    STATUS,
    HOSTS,
    TOP,
    EXPLAIN,
    POOLS,
    PLAN,
    EVENTS,
    AUDIT,
    ENERGY,
    DEMANDS,
    DEMAND,
    HOLD,
    RELEASE,
    WAKE,
    SLEEP,
    MAINTENANCE,
    DRAIN,
    UNDRAIN,
    REVOKE,
    SIMULATE;

    String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it only shows, so that it can be shown again and again.
    boolean shows() {
        return switch (this) {
            case STATUS, HOSTS, TOP, EXPLAIN, POOLS, PLAN, EVENTS, AUDIT, ENERGY, DEMANDS -> true;
            case DEMAND,
                    HOLD,
                    RELEASE,
                    WAKE,
                    SLEEP,
                    MAINTENANCE,
                    DRAIN,
                    UNDRAIN,
                    REVOKE,
                    SIMULATE ->
                    false;
        };
    }

    /// Whether it is about one host, or one pool.
    boolean needsHost() {
        return switch (this) {
            case STATUS, HOSTS, TOP, POOLS, EVENTS, AUDIT, ENERGY, DEMANDS, SIMULATE -> false;
            case EXPLAIN,
                    PLAN,
                    DEMAND,
                    HOLD,
                    RELEASE,
                    WAKE,
                    SLEEP,
                    MAINTENANCE,
                    DRAIN,
                    UNDRAIN,
                    REVOKE ->
                    true;
        };
    }
}
