package dev.lungfish.gateway.frame;

import dev.lungfish.core.wake.MacAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;

/// Writes frames of Ethernet.
///
/// The Ethernet header always has a card of the sender, also where the packet tells of somebody
/// else's: a switch learns from it behind which port a card is.
///
/// **Source:** RFC 826 and RFC 5227 section 3 (an announcement is a request with the same address
/// twice), RFC 4861 section 4.4, RFC 9568 sections 5.1, 5.2 and 7.3.
public final class FrameWriter {
    private static final MacAddress EVERYBODY = new MacAddress("ff:ff:ff:ff:ff:ff");
    private static final MacAddress NOBODY = new MacAddress("00:00:00:00:00:00");
    private static final MacAddress ALL_NODES_CARD = new MacAddress("33:33:00:00:00:01");
    private static final MacAddress ALL_ROUTERS_CARD = new MacAddress("01:00:5e:00:00:12");
    private static final byte[] ALL_NODES =
            HexFormat.of().parseHex("ff020000000000000000000000000001");
    private static final byte[] ALL_ROUTERS = {(byte) 224, 0, 0, 18};

    private static final int ETHERNET_BYTES = 14;
    private static final int ARP_BYTES = 28;
    private static final int IPV4_BYTES = 20;
    private static final int IPV6_BYTES = 40;
    private static final int ADVERTISEMENT_BYTES = 32;
    private static final int ROUTER_BYTES = 12;
    private static final int SOLICITED = 0x40000000;
    private static final int OVERRIDE = 0x20000000;
    private static final int CHECKSUM_AT = 2;
    private static final int ROUTER_CHECKSUM_AT = 6;
    private static final int IPV4_CHECKSUM_AT = 10;

    private final MacAddress sender;

    /// @param sender the card in each Ethernet header
    public FrameWriter(MacAddress sender) {
        this.sender = sender;
    }

    /// The card of a virtual router.
    ///
    /// @param router 1 to 255
    public static MacAddress virtualCard(int router) {
        return new MacAddress("00:00:5e:00:01:%02x".formatted(router));
    }

    /// Tells one host the card of an address.
    ///
    /// @param told the card of whoever asked, to which the frame goes
    /// @param asker the address of whoever asked, or 0.0.0.0 where it had none
    public byte[] reply(
            Inet4Address address, MacAddress card, MacAddress told, Inet4Address asker) {
        return arp(2, address, card, told, told, asker);
    }

    /// Asks a card whether it still has an address.
    ///
    /// @param own the address of whoever asks
    public byte[] question(Inet4Address address, MacAddress card, Inet4Address own) {
        return arp(1, own, sender, card, card, address);
    }

    /// Tells everybody the card of an address.
    public byte[] announcement(InetAddress address, MacAddress card) {
        return address instanceof Inet4Address four
                ? arp(1, four, card, EVERYBODY, NOBODY, four)
                : advertisement((Inet6Address) address, card, ALL_NODES_CARD, ALL_NODES, OVERRIDE);
    }

    /// Tells one host the card of an address.
    ///
    /// @param asker `::` where a host wanted to know whether the address is free: all hear the
    ///   answer then, as RFC 4861 section 7.2.4 demands
    public byte[] reply(
            Inet6Address address, MacAddress card, MacAddress told, Inet6Address asker) {
        return asker.isAnyLocalAddress()
                ? advertisement(address, card, ALL_NODES_CARD, ALL_NODES, OVERRIDE)
                : advertisement(address, card, told, asker.getAddress(), SOLICITED | OVERRIDE);
    }

    /// A router of VRRP tells that it is there.
    ///
    /// @param from the address of its own card, which also stands for what the router guards
    public byte[] router(Inet4Address from, int router, int priority, Duration interval) {
        ByteBuffer frame = frame(ALL_ROUTERS_CARD, FrameReader.IPV4, IPV4_BYTES + ROUTER_BYTES);
        frame.put((byte) 0x45).put((byte) 0xc0).putShort((short) (IPV4_BYTES + ROUTER_BYTES));
        frame.putInt(0).put((byte) FrameReader.NEVER_ROUTED).put((byte) FrameReader.VRRP);
        frame.putShort((short) 0).put(from.getAddress()).put(ALL_ROUTERS);
        frame.putShort(
                ETHERNET_BYTES + IPV4_CHECKSUM_AT,
                (short) Checksum.of(frame.slice(ETHERNET_BYTES, IPV4_BYTES)));
        int start = frame.position();
        frame.put((byte) 0x31).put((byte) router).put((byte) priority).put((byte) 1);
        frame.putShort((short) (interval.toMillis() / 10)).putShort((short) 0);
        frame.put(from.getAddress());
        frame.putShort(
                start + ROUTER_CHECKSUM_AT,
                (short)
                        Checksum.of(
                                from,
                                address(ALL_ROUTERS),
                                FrameReader.VRRP,
                                frame.slice(start, ROUTER_BYTES)));
        return bytes(frame);
    }

    private byte[] arp(
            int operation,
            Inet4Address address,
            MacAddress card,
            MacAddress to,
            MacAddress target,
            Inet4Address asker) {
        ByteBuffer frame = frame(to, FrameReader.ARP, ARP_BYTES);
        frame.putShort((short) 1).putShort((short) FrameReader.IPV4);
        frame.put((byte) MacAddress.BYTES).put((byte) Integer.BYTES).putShort((short) operation);
        frame.put(card.bytes()).put(address.getAddress());
        frame.put(target.bytes()).put(asker.getAddress());
        return bytes(frame);
    }

    private byte[] advertisement(
            Inet6Address address, MacAddress card, MacAddress to, byte[] destination, int flags) {
        ByteBuffer frame = frame(to, FrameReader.IPV6, IPV6_BYTES + ADVERTISEMENT_BYTES);
        frame.putInt(0x60000000).putShort((short) ADVERTISEMENT_BYTES);
        frame.put((byte) FrameReader.ICMPV6).put((byte) FrameReader.NEVER_ROUTED);
        frame.put(address.getAddress()).put(destination);
        int start = frame.position();
        frame.put((byte) FrameReader.ADVERTISEMENT).put((byte) 0).putShort((short) 0);
        frame.putInt(flags).put(address.getAddress());
        frame.put((byte) FrameReader.TARGET_CARD).put((byte) 1).put(card.bytes());
        frame.putShort(
                start + CHECKSUM_AT,
                (short)
                        Checksum.of(
                                address,
                                address(destination),
                                FrameReader.ICMPV6,
                                frame.slice(start, ADVERTISEMENT_BYTES)));
        return bytes(frame);
    }

    private ByteBuffer frame(MacAddress to, int type, int length) {
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET_BYTES + length);
        return frame.put(to.bytes()).put(sender.bytes()).putShort((short) type);
    }

    private static byte[] bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.capacity()];
        frame.get(0, bytes);
        return bytes;
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
