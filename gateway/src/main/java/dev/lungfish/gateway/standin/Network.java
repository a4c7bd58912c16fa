package dev.lungfish.gateway.standin;

import java.net.InetAddress;

/// A network of IPv4 or IPv6. Immutable.
///
/// @param prefix how many bits of the address name the network
public record Network(InetAddress address, int prefix) {
    public Network {
        int bits = address.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "the prefix of " + address + " has 0 to " + bits + " bits, found " + prefix);
        }
    }

    /// Whether an address lies in it; never one of the other family.
    public boolean contains(InetAddress other) {
        byte[] network = address.getAddress();
        byte[] bytes = other.getAddress();
        if (network.length != bytes.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int mask = 0xff << Math.max(0, Byte.SIZE - (prefix - bit));
            if (((network[bit / Byte.SIZE] ^ bytes[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
