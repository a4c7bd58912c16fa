package dev.lungfish.gateway.frame;

import dev.lungfish.core.wake.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;

/// A frame that was seen on a segment, as far as a stand-in understands it.
public sealed interface Frame {
    /// Who sent it, by the Ethernet header.
    MacAddress source();

    /// An ARP packet.
    ///
    /// @param to whom the Ethernet header names: one card, or everybody
    /// @param card of the sender, by the ARP packet
    /// @param sender 0.0.0.0 in a probe, by which a host asks whether an address is free
    record Arp(
            MacAddress source,
            MacAddress to,
            Operation operation,
            MacAddress card,
            Inet4Address sender,
            Inet4Address target)
            implements Frame {
        /// **Source:** RFC 826.
        public enum Operation {
            REQUEST,
            REPLY
        }
    }

    /// A host asks for the card of an IPv6 address.
    ///
    /// @param to whom the Ethernet header names: one card, or a group
    /// @param sender `::` where a host asks whether its own address is free (duplicate address
    ///   detection, RFC 4862)
    record Solicitation(MacAddress source, MacAddress to, Inet6Address sender, Inet6Address target)
            implements Frame {}

    /// A host tells the card of an IPv6 address.
    ///
    /// @param card the source where the packet names none
    record Advertisement(MacAddress source, Inet6Address target, MacAddress card)
            implements Frame {}

    /// The first segment of a TCP connection.
    record Opening(MacAddress source, InetAddress from, InetAddress to, int port)
            implements Frame {}

    /// A router of VRRP tells that it is there.
    ///
    /// @param router the number of the virtual router, 1 to 255
    /// @param priority 0 to 255; 0 says that it leaves
    record RouterAdvertisement(
            MacAddress source, Inet4Address from, int router, int priority, Duration interval)
            implements Frame {}

    /// Anything else.
    record Other(MacAddress source) implements Frame {}
}
