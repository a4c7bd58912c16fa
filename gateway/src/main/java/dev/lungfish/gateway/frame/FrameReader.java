package dev.lungfish.gateway.frame;

import dev.lungfish.core.wake.MacAddress;
import dev.lungfish.gateway.frame.Frame.Arp;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Reads frames of Ethernet. What breaks a rule of its protocol is no frame.
///
/// The checksums of TCP are not read: a frame that a local process sent has none yet, as the card
/// is to fill it in (packet(7), `TP_STATUS_CSUMNOTREADY`).
///
/// **Source:** RFC 826 (ARP), RFC 4861 sections 7.1.1 and 7.1.2 (neighbour discovery; the hop limit
/// of 255 shows that no router passed it on), RFC 9293 section 3.1 (TCP), RFC 9568 section 5 (VRRP
/// version 3).
public final class FrameReader {
    static final int ARP = 0x0806;
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int TCP = 6;
    static final int ICMPV6 = 58;
    static final int VRRP = 112;
    static final int SOLICITATION = 135;
    static final int ADVERTISEMENT = 136;
    static final int NEVER_ROUTED = 255;
    static final int TARGET_CARD = 2;

    private static final int ETHERNET = 1;
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int IPV4_HEADER_BYTES = 20;
    private static final int FRAGMENT_OFFSET = 0x1fff;
    private static final int SYN = 0x02;
    private static final int ACK = 0x10;
    private static final int VRRP_VERSION_AND_TYPE = 0x31;
    private static final int VRRP_INTERVAL = 0x0fff;

    private FrameReader() {}

    /// Reads one frame.
    ///
    /// @param bytes from the Ethernet header on, without its checksum; the position moves
    /// @return empty where it is cut off or breaks a rule of its protocol
    public static Optional<Frame> read(ByteBuffer bytes) {
        try {
            MacAddress to = card(bytes);
            MacAddress source = card(bytes);
            return switch (Short.toUnsignedInt(bytes.getShort())) {
                case ARP -> arp(source, to, bytes);
                case IPV4 -> internet4(source, bytes);
                case IPV6 -> internet6(source, to, bytes);
                default -> Optional.of(new Frame.Other(source));
            };
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Frame> arp(MacAddress source, MacAddress to, ByteBuffer bytes) {
        boolean ours =
                bytes.getShort() == ETHERNET
                        && Short.toUnsignedInt(bytes.getShort()) == IPV4
                        && bytes.get() == MacAddress.BYTES
                        && bytes.get() == IPV4_BYTES;
        if (!ours) {
            return Optional.empty();
        }
        int operation = bytes.getShort();
        MacAddress card = card(bytes);
        Inet4Address sender = address4(bytes);
        bytes.position(bytes.position() + MacAddress.BYTES);
        Inet4Address target = address4(bytes);
        return switch (operation) {
            case 1 -> Optional.of(new Arp(source, to, Arp.Operation.REQUEST, card, sender, target));
            case 2 -> Optional.of(new Arp(source, to, Arp.Operation.REPLY, card, sender, target));
            default -> Optional.empty();
        };
    }

    private static Optional<Frame> internet4(MacAddress source, ByteBuffer bytes) {
        int start = bytes.position();
        int versionAndLength = bytes.get();
        int header = (versionAndLength & 0xf) * Integer.BYTES;
        if (versionAndLength >>> 4 != 4 || header < IPV4_HEADER_BYTES) {
            return Optional.empty();
        }
        bytes.get();
        int length = Short.toUnsignedInt(bytes.getShort());
        bytes.getShort();
        boolean first = (bytes.getShort() & FRAGMENT_OFFSET) == 0;
        int hops = Byte.toUnsignedInt(bytes.get());
        int protocol = Byte.toUnsignedInt(bytes.get());
        bytes.getShort();
        Inet4Address from = address4(bytes);
        Inet4Address to = address4(bytes);
        if (length < header) {
            return Optional.empty();
        }
        // A short frame is filled up: what it holds is told by the packet alone.
        bytes.limit(Math.min(bytes.limit(), start + length));
        bytes.position(start + header);
        if (protocol == TCP && first) {
            return opening(source, from, to, bytes);
        }
        if (protocol == VRRP && first) {
            return hops == NEVER_ROUTED ? router(source, from, to, bytes) : Optional.empty();
        }
        return Optional.of(new Frame.Other(source));
    }

    private static Optional<Frame> internet6(MacAddress source, MacAddress card, ByteBuffer bytes) {
        int start = bytes.position();
        if (Byte.toUnsignedInt(bytes.get()) >>> 4 != 6) {
            return Optional.empty();
        }
        bytes.position(start + Integer.BYTES);
        int length = Short.toUnsignedInt(bytes.getShort());
        int next = Byte.toUnsignedInt(bytes.get());
        int hops = Byte.toUnsignedInt(bytes.get());
        Inet6Address from = address6(bytes);
        Inet6Address to = address6(bytes);
        bytes.limit(Math.min(bytes.limit(), bytes.position() + length));
        return switch (next) {
            case TCP -> opening(source, from, to, bytes);
            case ICMPV6 -> neighbour(source, card, from, to, hops, bytes);
            default -> Optional.of(new Frame.Other(source));
        };
    }

    private static Optional<Frame> opening(
            MacAddress source, InetAddress from, InetAddress to, ByteBuffer bytes) {
        bytes.getShort();
        int port = Short.toUnsignedInt(bytes.getShort());
        bytes.position(bytes.position() + 2 * Integer.BYTES + 1);
        int flags = bytes.get();
        return (flags & (SYN | ACK)) == SYN
                ? Optional.of(new Frame.Opening(source, from, to, port))
                : Optional.of(new Frame.Other(source));
    }

    private static Optional<Frame> neighbour(
            MacAddress source,
            MacAddress card,
            Inet6Address from,
            Inet6Address to,
            int hops,
            ByteBuffer bytes) {
        int start = bytes.position();
        int type = Byte.toUnsignedInt(bytes.get());
        int code = bytes.get();
        if (type != SOLICITATION && type != ADVERTISEMENT) {
            return Optional.of(new Frame.Other(source));
        }
        bytes.position(start + 2 * Integer.BYTES);
        Inet6Address target = address6(bytes);
        bytes.position(start);
        boolean sound =
                hops == NEVER_ROUTED
                        && code == 0
                        && !target.isMulticastAddress()
                        && Checksum.isRight(from, to, ICMPV6, bytes);
        if (!sound) {
            return Optional.empty();
        }
        return Optional.of(
                type == SOLICITATION
                        ? new Frame.Solicitation(source, card, from, target)
                        : new Frame.Advertisement(source, target, target(source, bytes)));
    }

    /// The card that an advertisement names in its options.
    private static MacAddress target(MacAddress source, ByteBuffer message) {
        ByteBuffer options = message.duplicate();
        options.position(message.position() + 2 * Integer.BYTES + IPV6_BYTES);
        while (options.hasRemaining()) {
            int start = options.position();
            int type = options.get();
            int length = Byte.toUnsignedInt(options.get()) * Long.BYTES;
            if (length == 0) {
                throw new IllegalArgumentException("an option without a length");
            }
            if (type == TARGET_CARD) {
                return card(options);
            }
            options.position(start + length);
        }
        return source;
    }

    private static Optional<Frame> router(
            MacAddress source, Inet4Address from, Inet4Address to, ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.get() != VRRP_VERSION_AND_TYPE) {
            return Optional.empty();
        }
        int router = Byte.toUnsignedInt(bytes.get());
        int priority = Byte.toUnsignedInt(bytes.get());
        bytes.get();
        int centiseconds = bytes.getShort() & VRRP_INTERVAL;
        bytes.position(start);
        if (router == 0 || centiseconds == 0 || !Checksum.isRight(from, to, VRRP, bytes)) {
            return Optional.empty();
        }
        return Optional.of(
                new Frame.RouterAdvertisement(
                        source, from, router, priority, Duration.ofMillis(centiseconds * 10L)));
    }

    private static MacAddress card(ByteBuffer bytes) {
        byte[] address = new byte[MacAddress.BYTES];
        bytes.get(address);
        return MacAddress.of(address);
    }

    private static Inet4Address address4(ByteBuffer bytes) {
        return (Inet4Address) address(bytes, IPV4_BYTES);
    }

    private static Inet6Address address6(ByteBuffer bytes) {
        // A mapped IPv4 address would become one of IPv4: it has no place in a packet.
        if (address(bytes, IPV6_BYTES) instanceof Inet6Address address) {
            return address;
        }
        throw new IllegalArgumentException("an IPv4 address in a packet of IPv6");
    }

    private static InetAddress address(ByteBuffer bytes, int length) {
        byte[] address = new byte[length];
        bytes.get(address);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
