package dev.lungfish.core.neighbour;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 address with its network.
///
/// @param bits of the address, the first byte highest
/// @param prefix how many of them name the network, 0 to 32
public record NetworkAddress(int bits, int prefix) {
    /// The longest prefix of a network that has an address for all of it.
    ///
    /// **Source:** RFC 3021: a network of two addresses has none.
    private static final int LONGEST_WITH_BROADCAST = 30;

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    public NetworkAddress {
        if (prefix < 0 || prefix > Integer.SIZE) {
            throw new IllegalArgumentException("a prefix has 0 to 32 bits, found " + prefix);
        }
    }

    /// Understands `192.0.2.7/24`; without a prefix the address is alone in its network.
    ///
    /// @throws IllegalArgumentException where it is no such address
    public static NetworkAddress parse(String written) {
        Matcher matcher = WRITTEN.matcher(written);
        if (!matcher.matches()) {
            throw wrong(written);
        }
        int bits = 0;
        for (int i = 1; i <= 4; i++) {
            int number = Integer.parseInt(matcher.group(i));
            if (number > 255) {
                throw wrong(written);
            }
            bits = bits << 8 | number;
        }
        return new NetworkAddress(
                bits, matcher.group(5) == null ? Integer.SIZE : Integer.parseInt(matcher.group(5)));
    }

    /// Whether somebody wrote such an address without a prefix.
    public static boolean isOne(String written) {
        try {
            return written.indexOf('/') < 0 && parse(written).prefix == Integer.SIZE;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The address alone: `192.0.2.7`.
    public String text() {
        return text(bits);
    }

    /// The address of all in the network: `192.0.2.255`; empty where it is too small for one.
    public Optional<String> broadcast() {
        return prefix > LONGEST_WITH_BROADCAST
                ? Optional.empty()
                : Optional.of(text(bits | ~mask()));
    }

    /// The network alone, as its first address and its prefix: `192.0.2.0/24`.
    public NetworkAddress network() {
        return new NetworkAddress(bits & mask(), prefix);
    }

    /// Whether another address lies in the network of this one.
    public boolean reaches(NetworkAddress other) {
        return (bits & mask()) == (other.bits & mask());
    }

    /// Whether it is an address that only its own link knows, or none but this host.
    ///
    /// **Source:** RFC 3927 (`169.254.0.0/16`), RFC 1122 section 3.2.1.3 (`127.0.0.0/8`).
    public boolean isLocal() {
        return bits >>> 16 == 0xa9fe || bits >>> 24 == 127;
    }

    /// With the prefix: `192.0.2.7/24`.
    @Override
    public String toString() {
        return text() + "/" + prefix;
    }

    private int mask() {
        return prefix == 0 ? 0 : -1 << (Integer.SIZE - prefix);
    }

    private static String text(int bits) {
        return "%d.%d.%d.%d"
                .formatted(bits >>> 24, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(
                "an IPv4 address like 192.0.2.7 expected, found '" + found + "'");
    }
}
