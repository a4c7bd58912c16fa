package dev.lungfish.api;

/// What came of asking that the running request be cancelled.
public sealed interface CancelAnswer {

    /// No request runs.
    record NothingRuns() implements CancelAnswer {}

    /// The request has ended, and its outcome tells whether it was cancelled.
    record Ended(CurrentRequest request) implements CancelAnswer {}

    /// The request has not ended in the time that was waited; it stays asked for.
    record StillRuns(CurrentRequest request) implements CancelAnswer {}

    /// The process that carried the request out has gone without its end.
    record Gone(CurrentRequest request) implements CancelAnswer {}
}
