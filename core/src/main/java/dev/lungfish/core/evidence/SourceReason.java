package dev.lungfish.core.evidence;

import dev.lungfish.core.reason.Reason;

/// Why a source gave no value.
public sealed interface SourceReason extends Reason {
    record SourceMissing(String source) implements SourceReason {}

    record SourceDenied(String source, String why) implements SourceReason {}

    record SourceMalformed(String source, String problem) implements SourceReason {}

    record SourceFailed(String source, String error) implements SourceReason {}

    /// Why a reading has no value.
    ///
    /// @throws IllegalArgumentException where it has one
    static SourceReason of(Reading<?> reading) {
        return switch (reading) {
            case Reading.Present<?> present ->
                    throw new IllegalArgumentException(present.source() + " has a value");
            case Reading.Absent<?>(String source) -> new SourceMissing(source);
            case Reading.Denied<?>(String source, String why) -> new SourceDenied(source, why);
            case Reading.Malformed<?>(String source, String problem) ->
                    new SourceMalformed(source, problem);
            case Reading.Failed<?>(String source, String error) -> new SourceFailed(source, error);
        };
    }
}
