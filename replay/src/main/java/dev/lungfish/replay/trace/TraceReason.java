package dev.lungfish.replay.trace;

import dev.lungfish.core.reason.Reason;

/// Why a trace can't be replayed.
public sealed interface TraceReason extends Reason {

    /// A line of a trace is not understood.
    ///
    /// @param place the file and the line: `load.swf:17`
    /// @param expected what should be there
    record TraceLineMalformed(String place, String expected, String found) implements TraceReason {}

    /// The first line of a file of comma-separated values does not name a column that is needed.
    record TraceColumnMissing(String place, String column) implements TraceReason {}

    /// No work is in it.
    record TraceEmpty(String file) implements TraceReason {}

    /// It can't be read.
    ///
    /// @param found as the operating system says it
    record TraceUnreadable(String file, String found) implements TraceReason {}

    /// The pool is too small for what was recorded.
    ///
    /// @param needed how many hosts are needed at once
    record TraceTooLarge(String file, int hosts, int needed) implements TraceReason {}
}
