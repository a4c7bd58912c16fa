package dev.lungfish.controller.migration;

import java.time.Duration;

/// A guest that is to be moved.
///
/// @param guest its name
/// @param copyDisks whether disks that the hosts do not share are copied
/// @param limit after which the migration is aborted
public record GuestMove(
        String guest,
        MigrationHost source,
        MigrationHost destination,
        boolean copyDisks,
        Duration limit) {
    public GuestMove {
        if (!limit.isPositive()) {
            throw new IllegalArgumentException("a positive limit expected, found " + limit);
        }
    }
}
