package dev.lungfish.gateway.decision;

import dev.lungfish.gateway.decision.ConnectionEvent.Bytes;
import dev.lungfish.gateway.decision.ConnectionEvent.ClientEnded;
import dev.lungfish.gateway.decision.ConnectionEvent.Idle;
import dev.lungfish.gateway.decision.ConnectionEvent.Opened;
import dev.lungfish.gateway.decision.ConnectionEvent.TargetAnswered;
import dev.lungfish.gateway.decision.ConnectionEvent.TargetBytes;
import dev.lungfish.gateway.decision.ConnectionEvent.TargetGone;
import dev.lungfish.gateway.decision.ConnectionEvent.TargetRefused;
import dev.lungfish.gateway.decision.ConnectionEvent.TargetSilent;
import dev.lungfish.gateway.decision.ConnectionEvent.TimeOver;
import dev.lungfish.gateway.decision.ConnectionEvent.WakeDenied;
import dev.lungfish.gateway.decision.ConnectionState.Asking;
import dev.lungfish.gateway.decision.ConnectionState.Ended;
import dev.lungfish.gateway.decision.ConnectionState.Held;
import dev.lungfish.gateway.decision.ConnectionState.HeldAgain;
import dev.lungfish.gateway.decision.ConnectionState.Opening;
import dev.lungfish.gateway.decision.ConnectionState.Parked;
import dev.lungfish.gateway.decision.ConnectionState.Returning;
import dev.lungfish.gateway.decision.ConnectionState.Silent;
import dev.lungfish.gateway.decision.ConnectionState.Spliced;

/// Decides what becomes of a connection. Pure.
///
/// A target is woken by the client's first bytes: `ssh`, `curl`, `psql` and `virsh` send them
/// without hearing the server, a scan or a health check of TCP sends none. What can't be known from
/// that has the rule `wakesOnConnect`.
///
/// @param wakesOnConnect wake before the client has sent anything, for protocols whose server
///   speaks first
public record ConnectionRules(boolean wakesOnConnect) {
    /// What follows from an event.
    public record Step(ConnectionState state, ConnectionAction action) {}

    /// Where every connection begins.
    public static ConnectionState beginning() {
        return new Opening();
    }

    /// Decides about one event. One that can't matter any more changes nothing.
    public Step next(ConnectionState state, ConnectionEvent event) {
        if (state instanceof Ended) {
            return stay(state);
        }
        return switch (event) {
            case Opened(boolean bytes, boolean asleep) -> opened(state, bytes, asleep);
            case Bytes _ -> bytes(state);
            case ClientEnded(boolean gone) -> clientEnded(state, gone);
            case TargetAnswered _ ->
                    state.waits() && !(state instanceof Opening)
                            ? new Step(new Spliced(), ConnectionAction.SPLICE)
                            : stay(state);
            case TargetSilent _ -> targetSilent(state);
            case TargetRefused _ ->
                    switch (state) {
                        case Asking _ -> end();
                        case Returning _ -> new Step(new Spliced(), ConnectionAction.SPLICE);
                        case Opening _,
                                Silent _,
                                Held _,
                                HeldAgain _,
                                Spliced _,
                                Parked _,
                                Ended _ ->
                                stay(state);
                    };
            case WakeDenied _ ->
                    switch (state) {
                        case Held _ -> new Step(new Ended(), ConnectionAction.REFUSE);
                        case HeldAgain _ -> end();
                        case Opening _,
                                Asking _,
                                Silent _,
                                Returning _,
                                Spliced _,
                                Parked _,
                                Ended _ ->
                                stay(state);
                    };
            case TimeOver _ ->
                    switch (state) {
                        case Held _ -> new Step(new Ended(), ConnectionAction.REFUSE);
                        case Opening _, Asking _, Silent _, HeldAgain _, Returning _ -> end();
                        case Spliced _, Parked _, Ended _ -> stay(state);
                    };
            case Idle _ ->
                    state instanceof Spliced
                            ? new Step(new Parked(), ConnectionAction.PARK)
                            : stay(state);
            case TargetBytes _ ->
                    switch (state) {
                        case Parked _, Returning _, HeldAgain _ ->
                                new Step(new Spliced(), ConnectionAction.SPLICE);
                        case Opening _, Asking _, Silent _, Held _, Spliced _, Ended _ ->
                                stay(state);
                    };
            case TargetGone _ -> state.connected() ? end() : stay(state);
        };
    }

    private Step opened(ConnectionState state, boolean bytes, boolean asleep) {
        if (!(state instanceof Opening)) {
            return stay(state);
        }
        if (!asleep) {
            return new Step(new Asking(bytes), ConnectionAction.ASK);
        }
        return bytes || wakesOnConnect
                ? new Step(new Held(), ConnectionAction.WAKE)
                : new Step(new Silent(), ConnectionAction.WAIT);
    }

    private static Step bytes(ConnectionState state) {
        return switch (state) {
            case Asking _ -> new Step(new Asking(true), ConnectionAction.WAIT);
            case Silent _ -> new Step(new Held(), ConnectionAction.WAKE);
            case Parked _ -> new Step(new Returning(), ConnectionAction.ASK);
            case Opening _, Held _, HeldAgain _, Spliced _, Returning _, Ended _ -> stay(state);
        };
    }

    /// A client that has sent nothing and ends wanted nothing. One that has sent something and ends
    /// its side may still read, as `nc -N` does.
    private static Step clientEnded(ConnectionState state, boolean gone) {
        if (gone) {
            return end();
        }
        return switch (state) {
            case Opening _, Silent _ -> end();
            case Asking(boolean bytes) -> bytes ? stay(state) : end();
            case Parked _ -> end(); // The host's end of it finds out when it is awake.
            case Held _, HeldAgain _, Spliced _, Returning _, Ended _ -> stay(state);
        };
    }

    private Step targetSilent(ConnectionState state) {
        return switch (state) {
            case Asking(boolean bytes) ->
                    bytes || wakesOnConnect
                            ? new Step(new Held(), ConnectionAction.WAKE)
                            : new Step(new Silent(), ConnectionAction.WAIT);
            case Returning _ -> new Step(new HeldAgain(), ConnectionAction.WAKE);
            case Opening _, Silent _, Held _, HeldAgain _, Spliced _, Parked _, Ended _ ->
                    stay(state);
        };
    }

    private static Step stay(ConnectionState state) {
        return new Step(state, ConnectionAction.WAIT);
    }

    private static Step end() {
        return new Step(new Ended(), ConnectionAction.END);
    }
}
