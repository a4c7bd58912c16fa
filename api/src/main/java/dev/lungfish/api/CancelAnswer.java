package dev.lungfish.api;

/// The result of cancelling the running request.
public sealed interface CancelAnswer {

    /// No request runs.
    record NothingRuns() implements CancelAnswer {}

    /// The request has ended, and its outcome tells whether it was cancelled.
    record Ended(CurrentRequest request) implements CancelAnswer {}

    /// The request did not end in time; the cancellation remains requested.
    record StillRuns(CurrentRequest request) implements CancelAnswer {}

    /// The process of the request has died without ending it.
    record Gone(CurrentRequest request) implements CancelAnswer {}
}
