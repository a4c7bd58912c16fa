package dev.lungfish.api;

import java.time.Instant;

/// One client of a daemon.
///
/// @param id unique while the daemon lives
/// @param who as far as its connection proves it, and from where: `CN=lab from 192.0.2.7:4711`
/// @param listener the socket or port that it came by
/// @param readOnly whether it may only look
/// @param since when it connected, by the daemon's clock
/// @param callsInWork its calls that have no answer yet
public record ConnectedClient(
        long id, String who, String listener, boolean readOnly, Instant since, int callsInWork) {}
