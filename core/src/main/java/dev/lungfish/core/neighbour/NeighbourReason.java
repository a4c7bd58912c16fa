package dev.lungfish.core.neighbour;

import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import java.util.List;

/// What was sent to wake a host, why it was not, and how a host is known to be awake.
public sealed interface NeighbourReason extends Reason {
    record PacketSent(WakeSending sending, MacAddress card) implements NeighbourReason {}

    record PacketNotSent(WakeSending sending, MacAddress card, NeighbourReason why)
            implements NeighbourReason {}

    record NothingToSendBy() implements NeighbourReason {}

    record NoSuchPort(String port, List<String> ports) implements NeighbourReason {}

    record NoCardKnown(String host) implements NeighbourReason {}

    record NotOneCard(MacAddress card) implements NeighbourReason {}

    record HostAmbiguous(String host, List<String> hosts) implements NeighbourReason {}

    record SleepersTooMany(int most) implements NeighbourReason {}

    record LaterWakesTooMany(int most) implements NeighbourReason {}

    record NoNeighbourTold() implements NeighbourReason {}

    /// Perhaps by a firewall of this host.
    record DatagramNotPermitted() implements NeighbourReason {}

    record FrameNotPermitted() implements NeighbourReason {}

    record PacketTruncated(int bytes) implements NeighbourReason {}

    record InterfaceGone(String port) implements NeighbourReason {}

    record KernelCallsForbidden(String error) implements NeighbourReason {}

    record SendingFailed(String error) implements NeighbourReason {}

    record HostAnswers(String address, int port, boolean refuses) implements NeighbourReason {}

    record HostSaidAwake() implements NeighbourReason {}
}
