package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.LibvirtSettings;
import dev.lungfish.controller.migration.GuestMove;
import dev.lungfish.controller.migration.MoveOutcome;

/// What runs on hosts, and how it is moved. Each call may take long, and none throws because a host
/// does not answer. Safe for use by several threads.
public interface Hypervisors {
    /// Looks at a host.
    HostSurvey survey(LibvirtSettings settings, String host);

    /// Moves a guest, and waits until that is done, failed, or was aborted.
    MoveOutcome move(GuestMove move);

    /// What became of a move that was begun by a process that is gone.
    MoveOutcome settle(GuestMove move);

    /// Aborts a move that was begun by a process that is gone.
    MoveOutcome abort(GuestMove move);
}
