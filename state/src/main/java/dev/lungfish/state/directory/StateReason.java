package dev.lungfish.state.directory;

import dev.lungfish.core.reason.Reason;

/// Why the state directory, or a file in it, can't be used.
public sealed interface StateReason extends Reason {

    /// The reason `state-permission-denied`.
    ///
    /// @param attempt what was to be done with the file: `write`
    record StatePermissionDenied(String attempt, String file) implements StateReason {}

    /// The reason `state-file-failed`.
    ///
    /// @param found as the runtime says it
    record StateFileFailed(String attempt, String file, String found) implements StateReason {}

    record StateFileTooLong(String file, int mostBytes) implements StateReason {}

    /// The reason `state-file-malformed`.
    ///
    /// @param found what can't be understood
    record StateFileMalformed(String file, String found) implements StateReason {}

    record JournalLineMalformed(String file, int line, String found) implements StateReason {}

    record WakeupsMalformed(String file, String found) implements StateReason {}

    record CpuValuesMalformed(String file, String found) implements StateReason {}
}
