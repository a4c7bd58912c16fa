package dev.lungfish.controller.store;

import dev.lungfish.core.reason.Reason;

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
    record BackupFailed(String file, String found) implements StoreReason {}

    /// The reason `backup-restored`.
    ///
    /// @param made when the backup was made, in milliseconds since 1970
    /// @param epoch from now on
    record BackupRestored(java.time.Instant made, long epoch) implements StoreReason {}
}
