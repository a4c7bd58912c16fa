package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;

/// Why a folder is no recorded machine.
public sealed interface RecordReason extends Reason {

    record RecordMissing(String directory) implements RecordReason {}

    record RecordNotDirectory(String directory) implements RecordReason {}

    record RecordEmpty(String directory) implements RecordReason {}

    record RecordUnreadable(String directory, String found) implements RecordReason {}
}
