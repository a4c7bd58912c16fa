package dev.lungfish.controller.wake;

import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Why a host can't be woken by some path, and what answers there.
public sealed interface ReachReason extends Reason {

    /// The reason `no-neighbour-awake`.
    record NoNeighbourAwake(String host) implements ReachReason {}

    /// The reason `neighbour-did-not-wake`.
    ///
    /// @param neighbour that was asked
    /// @param failed what it says
    record NeighbourDidNotWake(String neighbour, List<Reason> failed) implements ReachReason {}

    /// The reason `no-network-shared`.
    record NoNetworkShared(String host) implements ReachReason {}

    /// The reason `packets-not-sent`.
    record PacketsNotSent(String host, String found) implements ReachReason {}

    /// The reason `path-not-built`.
    record PathNotBuilt(WakePath path) implements ReachReason {}

    /// The reason `fleet-host-answers`.
    ///
    /// @param uri of its daemon
    record FleetHostAnswers(String uri) implements ReachReason {}
}
