package dev.lungfish.gateway.decision;

/// What one connection waits for. Immutable.
public sealed interface ConnectionState {
    /// Its first bytes are to say where it comes from or leads to: a PROXY header, the name of a
    /// server.
    record Opening() implements ConnectionState {}

    /// The target is asked whether it answers.
    ///
    /// @param bytes whether the client has sent something
    record Asking(boolean bytes) implements ConnectionState {}

    /// The target is asleep and the client has sent nothing: a scan, a health check, or a client
    /// whose server speaks first.
    record Silent() implements ConnectionState {}

    /// The target was woken and is waited for.
    record Held() implements ConnectionState {}

    /// Bytes pass both ways.
    record Spliced() implements ConnectionState {}

    /// Open on both sides, and idle for so long that it does not keep the host awake.
    record Parked() implements ConnectionState {}

    /// It was parked, the client has sent something, and the target is asked whether it answers.
    record Returning() implements ConnectionState {}

    /// The same, and the target did not answer and was woken.
    record HeldAgain() implements ConnectionState {}

    /// It is over.
    record Ended() implements ConnectionState {}

    /// Whether it occupies a place among those that wait for a host.
    default boolean waits() {
        return !(this instanceof Spliced || this instanceof Parked || this instanceof Ended);
    }

    /// Whether it has a connection to the target.
    default boolean connected() {
        return switch (this) {
            case Spliced _, Parked _, Returning _, HeldAgain _ -> true;
            case Opening _, Asking _, Silent _, Held _, Ended _ -> false;
        };
    }
}
