package dev.lungfish.core.neighbour;

import dev.lungfish.core.neighbour.WakeRoute.WakeSending;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.MacAddress;
import java.time.Duration;
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

    /// Somebody else has introduced a host of that name.
    record HostNameTaken(String host) implements NeighbourReason {}

    /// Somebody else has introduced a host with that card.
    record HostCardTaken(String host, MacAddress card) implements NeighbourReason {}

    /// One caller has introduced as many hosts as one may.
    record HostsOfOneTooMany(int most) implements NeighbourReason {}

    record HostNotKnown(String host) implements NeighbourReason {}

    /// What an administrator alone may do, and only here.
    record OnlyRootMay() implements NeighbourReason {}

    /// The host has shown its certificate.
    record HostProved(String address, int port, String certificate) implements NeighbourReason {}

    /// Something answers at an address of the host, which has no certificate to be known by.
    record AddressAnswers(String address, int port, boolean refuses) implements NeighbourReason {}

    /// An address in no network of this host, and in none that is configured.
    record AddressOutOfReach(String address) implements NeighbourReason {}

    /// One order would cause more packets than one may.
    record WakeOrderTooLarge(int packets, int most) implements NeighbourReason {}

    /// Too many packets were sent for the caller, or for all.
    ///
    /// @param after how long from now they are not
    record WakePacketsTooMany(int packets, Duration after) implements NeighbourReason {}

    /// One caller has given as many orders for later as one may.
    record LaterWakesOfOneTooMany(int most) implements NeighbourReason {}
}
