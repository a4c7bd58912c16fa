package dev.lungfish.controller.attention;

import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What needs a human.
public enum AttentionKind implements Spelled {
    /// A host should be awake and does not call.
    OVERDUE(AttentionLevel.CRITICAL),
    /// It was given up.
    LOST(AttentionLevel.CRITICAL),
    /// It is awake, and is not trusted with a sleep.
    SICK(AttentionLevel.WARNING),
    /// The contact with it was lost.
    LIMBO(AttentionLevel.WARNING),
    /// It has joined and does not call.
    SILENT(AttentionLevel.WARNING),
    /// No way back from the sleep of its pool is proved, so it never sleeps.
    NO_WAY_BACK(AttentionLevel.WARNING),
    /// A guest could not be moved.
    MOVE_FAILED(AttentionLevel.WARNING),
    /// A demand lacks something.
    DEMAND_UNSERVED(AttentionLevel.WARNING);

    private final AttentionLevel level;

    AttentionKind(AttentionLevel level) {
        this.level = level;
    }

    public AttentionLevel level() {
        return level;
    }

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
