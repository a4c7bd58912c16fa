package dev.lungfish.gateway.decision;

/// What happens to one connection.
public sealed interface ConnectionEvent {
    /// It is known where it comes from and where it leads.
    ///
    /// @param bytes whether the client has sent something for the target
    /// @param asleep whether the target is known to be asleep
    record Opened(boolean bytes, boolean asleep) implements ConnectionEvent {}

    /// The client has sent something for the target.
    record Bytes() implements ConnectionEvent {}

    /// The client will send no more.
    ///
    /// @param gone whether it also reads no more: a reset
    record ClientEnded(boolean gone) implements ConnectionEvent {}

    /// The target answers: there is a connection to it, or to its port.
    record TargetAnswered() implements ConnectionEvent {}

    /// The target does not answer in the time in which one that is awake does.
    record TargetSilent() implements ConnectionEvent {}

    /// The target is awake and nobody listens there.
    record TargetRefused() implements ConnectionEvent {}

    /// Nobody may wake the target for this connection.
    record WakeDenied() implements ConnectionEvent {}

    /// The time is over for what it waits for.
    record TimeOver() implements ConnectionEvent {}

    /// Nothing has passed for the time after which it is parked.
    record Idle() implements ConnectionEvent {}

    /// The target has sent something, so it is awake.
    record TargetBytes() implements ConnectionEvent {}

    /// The target has ended or reset the connection.
    record TargetGone() implements ConnectionEvent {}
}
