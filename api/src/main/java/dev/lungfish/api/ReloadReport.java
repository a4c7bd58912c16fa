package dev.lungfish.api;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// What a daemon has taken anew.
///
/// @param taken what holds from now on, or will at a time that is said
/// @param failed what could not be taken, and what was doubtful; there the old holds on
public record ReloadReport(List<Reason> taken, List<Reason> failed) {
    public ReloadReport {
        taken = List.copyOf(taken);
        failed = List.copyOf(failed);
    }
}
