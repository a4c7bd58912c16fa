package dev.lungfish.gateway.protocol;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// A header of the PROXY protocol, version 2: who connects to whom, in front of the bytes of a
/// connection. Extensions (TLV) are skipped, and none is sent.
///
/// **Source:** "The PROXY protocol", HAProxy, section 2.2.
///
/// @param ends empty where the proxy itself connects (`LOCAL`), or by something else than TCP or
///   UDP over IP
public record ProxyHeader(Optional<Ends> ends) {
    private static final byte[] SIGNATURE = {
        0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
    };
    private static final int FIXED = 16;
    private static final int VERSION = 2;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int STREAM = 1;
    private static final int PORTS = 4;

    /// Longer ones are refused: addresses and some extensions need no more.
    private static final int LONGEST = 1024;

    /// Both ends of the connection.
    public record Ends(InetSocketAddress source, InetSocketAddress destination) {}

    /// Understands a header.
    ///
    /// @param bytes what has come, from its position to its limit; not changed
    public static FirstBytes<ProxyHeader> read(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        int compared = Math.min(SIGNATURE.length, in.remaining());
        for (int i = 0; i < compared; i++) {
            if (in.get(i) != SIGNATURE[i]) {
                return new FirstBytes.Malformed<>();
            }
        }
        if (in.remaining() < FIXED) {
            return new FirstBytes.Incomplete<>();
        }
        int kind = Byte.toUnsignedInt(in.get(12));
        int length = Short.toUnsignedInt(in.getShort(14));
        if (kind >> 4 != VERSION || (kind & 0xf) > 1 || length > LONGEST) {
            return new FirstBytes.Malformed<>();
        }
        if (in.remaining() < FIXED + length) {
            return new FirstBytes.Incomplete<>();
        }
        int family = Byte.toUnsignedInt(in.get(13)) >> 4;
        boolean local = (kind & 0xf) == 0;
        int size = family == IPV4 ? 4 : 16;
        if (local || (family != IPV4 && family != IPV6)) {
            return new FirstBytes.Understood<>(new ProxyHeader(Optional.empty()), FIXED + length);
        }
        if (length < 2 * size + PORTS) {
            return new FirstBytes.Malformed<>();
        }
        Ends ends =
                new Ends(
                        end(in, FIXED, size, FIXED + 2 * size),
                        end(in, FIXED + size, size, FIXED + 2 * size + 2));
        return new FirstBytes.Understood<>(new ProxyHeader(Optional.of(ends)), FIXED + length);
    }

    private static InetSocketAddress end(ByteBuffer in, int at, int size, int port) {
        byte[] address = new byte[size];
        in.get(at, address);
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(address), Short.toUnsignedInt(in.getShort(port)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// The bytes of a header for a TCP connection.
    public static byte[] write(Ends ends) {
        byte[] source = ends.source().getAddress().getAddress();
        byte[] destination = ends.destination().getAddress().getAddress();
        boolean both4 = source.length == 4 && destination.length == 4;
        int size = both4 ? 4 : 16;
        int length = 2 * size + PORTS;
        return ByteBuffer.allocate(FIXED + length)
                .put(SIGNATURE)
                .put((byte) (VERSION << 4 | 1))
                .put((byte) ((both4 ? IPV4 : IPV6) << 4 | STREAM))
                .putShort((short) length)
                .put(both4 ? source : mapped(source))
                .put(both4 ? destination : mapped(destination))
                .putShort((short) ends.source().getPort())
                .putShort((short) ends.destination().getPort())
                .array();
    }

    /// **Source:** RFC 4291 section 2.5.5.2.
    private static byte[] mapped(byte[] address) {
        if (address.length == 16) {
            return address;
        }
        byte[] six = new byte[16];
        Arrays.fill(six, 10, 12, (byte) 0xff);
        System.arraycopy(address, 0, six, 12, address.length);
        return six;
    }
}
