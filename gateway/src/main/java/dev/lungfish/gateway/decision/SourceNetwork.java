package dev.lungfish.gateway.decision;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network of addresses, IPv4 or IPv6. Immutable.
///
/// @param address of 4 or 16 bytes
/// @param prefix how many bits of it name the network
public record SourceNetwork(List<Byte> address, int prefix) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern GROUPS = Pattern.compile("([0-9a-fA-F]{1,4}(:|$))*");

    public SourceNetwork {
        address = List.copyOf(address);
        if (prefix < 0 || prefix > address.size() * Byte.SIZE) {
            throw new IllegalArgumentException(
                    "a prefix of 0 to %d bits expected, found %d"
                            .formatted(address.size() * Byte.SIZE, prefix));
        }
    }

    /// Understands `192.0.2.0/24`, `2001:db8::/32`, or an address alone. No name is looked up.
    ///
    /// @throws IllegalArgumentException where it is none
    public static SourceNetwork parse(String written) {
        int slash = written.indexOf('/');
        byte[] bytes = bytes(slash < 0 ? written : written.substring(0, slash));
        int prefix = bytes.length * Byte.SIZE;
        if (slash >= 0) {
            String after = written.substring(slash + 1);
            if (!after.matches("\\d{1,3}") || Integer.parseInt(after) > prefix) {
                throw wrong(written);
            }
            prefix = Integer.parseInt(after);
        }
        return new SourceNetwork(boxed(bytes), prefix);
    }

    /// Whether an address lies in it. An IPv4 address that came through a socket of IPv6 is an IPv4
    /// address.
    ///
    /// @param other 4 or 16 bytes
    public boolean contains(byte[] other) {
        byte[] plain = plain(other);
        if (plain.length != address.size()) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((plain[bit / Byte.SIZE] & mask) != (address.get(bit / Byte.SIZE) & mask)) {
                return false;
            }
        }
        return true;
    }

    /// Who is counted as one source: an IPv4 address, or a `/64` of IPv6, which one subscriber has.
    public static SourceNetwork counted(byte[] address) {
        byte[] plain = plain(address);
        if (plain.length == IPV4_BYTES) {
            return new SourceNetwork(boxed(plain), IPV4_BYTES * Byte.SIZE);
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(plain, IPV6_BYTES / 2), IPV6_BYTES);
        return new SourceNetwork(boxed(network), IPV6_BYTES * Byte.SIZE / 2);
    }

    /// **Source:** RFC 4291 section 2.5.5.2: `::ffff:0:0/96`.
    private static byte[] plain(byte[] address) {
        if (address.length == IPV6_BYTES
                && address[10] == -1
                && address[11] == -1
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10)) {
            return Arrays.copyOfRange(address, 12, IPV6_BYTES);
        }
        return address;
    }

    private static byte[] bytes(String text) {
        Matcher four = IPV4.matcher(text);
        if (four.matches()) {
            byte[] bytes = new byte[IPV4_BYTES];
            for (int i = 0; i < IPV4_BYTES; i++) {
                int number = Integer.parseInt(four.group(i + 1));
                if (number > 255) {
                    throw wrong(text);
                }
                bytes[i] = (byte) number;
            }
            return bytes;
        }
        return sixteen(text);
    }

    /// **Source:** RFC 4291 section 2.2, without the form that ends in an IPv4 address.
    private static byte[] sixteen(String text) {
        int gap = text.indexOf("::");
        String head = gap < 0 ? text : text.substring(0, gap);
        String tail = gap < 0 ? "" : text.substring(gap + 2);
        if (!text.contains(":") || !isGroups(head) || !isGroups(tail) || tail.contains("::")) {
            throw wrong(text);
        }
        byte[] first = groups(head);
        byte[] last = groups(tail);
        int length = first.length + last.length;
        if (gap < 0 ? length != IPV6_BYTES : length > IPV6_BYTES - 2) {
            throw wrong(text);
        }
        byte[] bytes = Arrays.copyOf(first, IPV6_BYTES);
        System.arraycopy(last, 0, bytes, IPV6_BYTES - last.length, last.length);
        return bytes;
    }

    private static boolean isGroups(String text) {
        return GROUPS.matcher(text).matches() && !text.endsWith(":");
    }

    private static byte[] groups(String text) {
        if (text.isEmpty()) {
            return new byte[0];
        }
        StringBuilder digits = new StringBuilder();
        for (String group : text.split(":", -1)) {
            digits.append("0".repeat(4 - group.length())).append(group);
        }
        return HexFormat.of().parseHex(digits);
    }

    private static List<Byte> boxed(byte... bytes) {
        Byte[] boxed = new Byte[bytes.length];
        Arrays.setAll(boxed, i -> bytes[i]);
        return List.of(boxed);
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(
                "an address or a network as 192.0.2.0/24 or 2001:db8::/32 expected, found '%s'"
                        .formatted(found));
    }
}
