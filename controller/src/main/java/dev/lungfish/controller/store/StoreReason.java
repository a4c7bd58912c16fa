package dev.lungfish.controller.store;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;

/// Why the controller's database can't be used, and what was done to it.
public sealed interface StoreReason extends Reason {

    /// The reason `database-unknown`.
    ///
    /// @param url without what follows a question mark
    record DatabaseUnknown(String url) implements StoreReason {}

    /// The reason `database-failed`.
    ///
    /// @param url without what follows a question mark
    /// @param found as the database says it
    record DatabaseFailed(String url, String found) implements StoreReason {}

    /// The reason `database-in-use`.
    ///
    /// @param url without what follows a question mark
    record DatabaseInUse(String url) implements StoreReason {}

    /// The reason `backup-failed`.
    record BackupFailed(String found) implements StoreReason {}

    /// The reason `backup-restored`.
    ///
    /// @param made when the backup was made
    /// @param epoch from now on
    record BackupRestored(Instant made, long epoch) implements StoreReason {}
}
