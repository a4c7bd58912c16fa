package dev.lungfish.gateway.decision;

import java.util.List;

/// What a source may do at one listener. Immutable.
///
/// @param allowed who may connect, and wake
/// @param monitors who may connect and never wakes, also where they are allowed
public record SourceRights(List<SourceNetwork> allowed, List<SourceNetwork> monitors) {
    /// What one may do.
    public enum Right {
        NOTHING,
        CONNECT,
        WAKE
    }

    public SourceRights {
        allowed = List.copyOf(allowed);
        monitors = List.copyOf(monitors);
    }

    /// What a source may do.
    ///
    /// @param address 4 or 16 bytes
    public Right of(byte[] address) {
        if (monitors.stream().anyMatch(network -> network.contains(address))) {
            return Right.CONNECT;
        }
        return allowed.stream().anyMatch(network -> network.contains(address))
                ? Right.WAKE
                : Right.NOTHING;
    }
}
