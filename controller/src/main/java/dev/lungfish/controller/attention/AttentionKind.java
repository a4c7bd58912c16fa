package dev.lungfish.controller.attention;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What needs a human.
public enum AttentionKind implements Spelled {
    /// A host should be awake and does not call.
    OVERDUE(0, AttentionLevel.CRITICAL),
    /// It was given up.
    LOST(1, AttentionLevel.CRITICAL),
    /// It is awake, and is not trusted with a sleep.
    SICK(2, AttentionLevel.WARNING),
    /// The contact with it was lost.
    LIMBO(3, AttentionLevel.WARNING),
    /// It has joined and does not call.
    SILENT(4, AttentionLevel.WARNING),
    /// No way back from the sleep of its pool is proved, so it never sleeps.
    NO_WAY_BACK(5, AttentionLevel.WARNING),
    /// A guest could not be moved.
    MOVE_FAILED(6, AttentionLevel.WARNING),
    /// A demand lacks something.
    DEMAND_UNSERVED(7, AttentionLevel.WARNING);

    private final int rank;
    private final AttentionLevel level;

    /// @param rank less for what is more urgent; one digit
    AttentionKind(int rank, AttentionLevel level) {
        this.rank = rank;
        this.level = level;
    }

    int rank() {
        return rank;
    }

    public AttentionLevel level() {
        return level;
    }

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
