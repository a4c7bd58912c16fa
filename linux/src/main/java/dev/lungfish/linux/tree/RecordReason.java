package dev.lungfish.linux.tree;

import dev.lungfish.core.reason.Reason;

/// Why a folder is no recorded machine.
public sealed interface RecordReason extends Reason {

    record RecordMissing(String directory) implements RecordReason {}

    record RecordNotDirectory(String directory) implements RecordReason {}

    record RecordEmpty(String directory) implements RecordReason {}

    /// A link where something would be written.
    record RecordWrittenByLink(String link) implements RecordReason {}

    /// A pipe or a device where something would be written.
    record RecordWrittenToDevice(String file) implements RecordReason {}

    record RecordUnreadable(String directory, String found) implements RecordReason {}
}
