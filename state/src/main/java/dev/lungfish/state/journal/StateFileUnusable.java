package dev.lungfish.state.journal;

import dev.lungfish.core.reason.Reason;

/// A file of the state directory, or the directory, can't be used.
///
/// @param what was tried and found, with the path
public record StateFileUnusable(String what) implements Reason {}
