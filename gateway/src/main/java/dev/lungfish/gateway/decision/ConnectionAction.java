package dev.lungfish.gateway.decision;

/// What is to be done for a connection.
public enum ConnectionAction {
    /// Nothing; wait.
    WAIT,

    /// Ask the target whether it answers, without waking it.
    ASK,

    /// Wake the target if the connection has the right to, and wait until it answers.
    WAKE,

    /// Pass bytes both ways, what was held first.
    SPLICE,

    /// Tell the claim on the host that this connection uses it no more.
    PARK,

    /// Tell the client in its protocol why it has no connection, where that is possible, and end.
    REFUSE,

    /// End both sides.
    END
}
