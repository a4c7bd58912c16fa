package dev.lungfish.core.bound;

import dev.lungfish.core.reason.Reason;

/// What is beyond its bound.
public sealed interface BoundReason extends Reason {

    /// The reason `text-too-long`.
    ///
    /// @param field as the record has it: `proceeding.ignoredBlockers`
    record TextTooLong(String field, int mostBytes, int foundBytes) implements BoundReason {}

    /// The reason `too-many-items`.
    ///
    /// @param field as the record has it: `proceeding.ignoredBlockers`
    record TooManyItems(String field, int most, int found) implements BoundReason {}
}
