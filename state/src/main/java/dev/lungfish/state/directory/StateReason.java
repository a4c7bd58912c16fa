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

    /// What is to be kept does not fit; the file stays as it was.
    record StateFileFull(String file, int mostBytes) implements StateReason {}

    /// What is to be kept is beyond its bound.
    record StateBeyondBound(String file, Reason beyond) implements StateReason {}

    /// The reason `state-file-malformed`.
    ///
    /// @param found what can't be understood
    record StateFileMalformed(String file, String found) implements StateReason {}

    /// Written by a newer version, so that it is neither read nor replaced.
    record StateFileOfOtherVersion(String file, String found, String known)
            implements StateReason {}

    /// The reason `state-file-set-aside`.
    ///
    /// @param file under its new name
    record StateFileSetAside(String file) implements StateReason {}

    record StateDirectoryGone(String directory) implements StateReason {}

    record StateDirectoryReadOnly(String directory) implements StateReason {}

    record StateDirectoryFull(String directory, long freeBytes) implements StateReason {}

    /// Another daemon has it.
    ///
    /// @param process its id
    record StateDirectoryTaken(String directory, String process) implements StateReason {}

    record JournalLineMalformed(String file, int line, String found) implements StateReason {}

    record WakeupsMalformed(String file, String found) implements StateReason {}

    record MembershipMalformed(String file, String found) implements StateReason {}

    record CpuValuesMalformed(String file, String found) implements StateReason {}
}
