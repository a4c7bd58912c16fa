package dev.lungfish.linux.record;

import java.util.List;

/// The result of recording.
///
/// @param files how many files it holds
/// @param scrubbed what was removed or replaced, and where, one line each
/// @param leftOut what exists on the host and is not in the record, and why, one line each
public record RecordReport(int files, List<String> scrubbed, List<String> leftOut) {
    public RecordReport {
        scrubbed = List.copyOf(scrubbed);
        leftOut = List.copyOf(leftOut);
    }
}
