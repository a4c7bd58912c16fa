package dev.lungfish.controller.migration;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why a guest was not moved, or what is not known of it.
public sealed interface MigrationReason extends Reason {

    /// The reason `guest-not-on-source`.
    record GuestNotOnSource(String guest, String host) implements MigrationReason {}

    /// The reason `guest-already-there`: a guest of this name is on the destination.
    record GuestAlreadyThere(String guest, String host) implements MigrationReason {}

    /// The reason `migration-refused`.
    ///
    /// @param found what libvirt says
    record MigrationRefused(String guest, String found) implements MigrationReason {}

    /// The reason `migration-too-long`.
    record MigrationTooLong(String guest, Duration limit) implements MigrationReason {}

    /// The reason `migration-host-silent`.
    record MigrationHostSilent(String host, String found) implements MigrationReason {}

    /// The reason `migration-still-runs`.
    record MigrationStillRuns(String guest, String host) implements MigrationReason {}

    /// The reason `guest-on-both-hosts`.
    ///
    /// @param source what libvirt there says of it
    /// @param destination what libvirt there says of it
    record GuestOnBothHosts(String guest, String source, String destination)
            implements MigrationReason {}

    /// The reason `guest-on-no-host`.
    record GuestOnNoHost(String guest) implements MigrationReason {}

    /// The reason `migration-put-off`: nothing was begun.
    ///
    /// @param why it was not
    record MigrationPutOff(String guest, Reason why) implements MigrationReason {}
}
