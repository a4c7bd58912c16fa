package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Epoch;
import java.time.Duration;
import java.util.List;

/// What holds for a host besides what happens to it.
///
/// @param epoch of this controller
/// @param resume how long the host needs from a packet to its call, in 99 of 100 cases
/// @param paths by which it can be woken, the fastest proved one first
/// @param longest the longest sleep that anybody may have granted it, autonomy included
/// @param consumers whether something else than its daemon must be ready before it can be used
public record HostContext(
        HostRules rules,
        Epoch epoch,
        Duration resume,
        List<WakePath> paths,
        Duration longest,
        boolean consumers) {
    public HostContext {
        paths = List.copyOf(paths);
        if (paths.isEmpty() || resume.isNegative() || !longest.isPositive()) {
            throw new IllegalArgumentException(
                    "a path, a time to resume and a longest sleep expected, found %s, %s and %s"
                            .formatted(paths, resume, longest));
        }
    }

    /// From the first packet to when the host is overdue: twice what it needs and 20 s, and time
    /// for each path.
    Duration wakeLimit() {
        Duration twice = resume.multipliedBy(2).plusSeconds(20);
        Duration byAll = Pursuit.BY_ONE_PATH.multipliedBy(paths.size());
        return twice.compareTo(byAll) > 0 ? twice : byAll;
    }
}
