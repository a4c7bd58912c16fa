package dev.lungfish.libvirt.share;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HexFormat;

/// The source of a connection over a network, as far as somebody can choose it: an address of IPv4,
/// or the 64 bits of a network of IPv6, as its hosts choose the rest themselves.
public final class Source {
    /// **Source:** RFC 4291, 2.5.1: interface identifiers have 64 bits.
    private static final int NETWORK_BYTES = 8;

    private Source() {}

    /// `192.0.2.7`, `20010db800000001::/64`; the whole text for an address of another kind.
    public static String of(SocketAddress address) {
        if (!(address instanceof InetSocketAddress internet)) {
            return address.toString();
        }
        InetAddress host = internet.getAddress();
        if (host == null) {
            return internet.getHostString();
        }
        return host instanceof Inet6Address
                ? HexFormat.of().formatHex(host.getAddress(), 0, NETWORK_BYTES) + "::/64"
                : host.getHostAddress();
    }
}
