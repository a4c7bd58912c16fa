package dev.lungfish.gateway.frame;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// The checksum of the Internet, over a message and the addresses of its packet.
///
/// **Source:** RFC 1071; RFC 8200 section 8.1 (the pseudo-header of IPv6) and RFC 9568 section
/// 5.2.8 (that of VRRP over IPv4 has the same parts).
final class Checksum {
    private static final int WORD = 0xffff;

    private Checksum() {}

    /// The sum of a message whose own field is zero.
    ///
    /// @param message from its position to its limit; the position stays
    static int of(InetAddress from, InetAddress to, int protocol, ByteBuffer message) {
        return ~sum(from, to, protocol, message) & WORD;
    }

    /// Whether a message with its sum is whole.
    static boolean isRight(InetAddress from, InetAddress to, int protocol, ByteBuffer message) {
        return sum(from, to, protocol, message) == WORD;
    }

    /// The sum of a header alone, whose own field is zero.
    static int of(ByteBuffer header) {
        return ~folded(words(header.duplicate())) & WORD;
    }

    private static int sum(InetAddress from, InetAddress to, int protocol, ByteBuffer message) {
        long sum =
                words(ByteBuffer.wrap(from.getAddress()))
                        + words(ByteBuffer.wrap(to.getAddress()))
                        + protocol
                        + message.remaining()
                        + words(message.duplicate());
        return folded(sum);
    }

    private static long words(ByteBuffer bytes) {
        long sum = 0;
        while (bytes.remaining() > 1) {
            sum += Short.toUnsignedInt(bytes.getShort());
        }
        return bytes.hasRemaining() ? sum + (Byte.toUnsignedInt(bytes.get()) << Byte.SIZE) : sum;
    }

    private static int folded(long sum) {
        long rest = sum;
        while (rest > WORD) {
            rest = (rest & WORD) + (rest >>> Short.SIZE);
        }
        return (int) rest;
    }
}
