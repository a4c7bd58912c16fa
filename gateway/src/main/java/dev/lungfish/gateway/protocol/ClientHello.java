package dev.lungfish.gateway.protocol;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of the server that a TLS client asks for. Nothing else of its first message is looked
/// at, and nothing is decrypted.
///
/// **Source:** RFC 8446 section 4.1.2 and 5.1, RFC 6066 section 3.
///
/// @param serverName in lower case; empty where the client names none, as libvirt's clients
public record ClientHello(Optional<String> serverName) {
    /// A first message is no longer than this: with keys for after quantum computers it has some 2
    /// KiB.
    public static final int LONGEST = 16 * 1024;

    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEADER = 5;
    private static final int SERVER_NAME = 0;
    private static final int HOST_NAME = 0;
    private static final int VERSION_AND_RANDOM = 34;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,253}");

    /// Understands the first bytes of a connection.
    ///
    /// @param bytes what has come, from its position to its limit; not changed
    public static FirstBytes<ClientHello> read(ByteBuffer bytes) {
        ByteBuffer in = bytes.slice();
        ByteBuffer message = ByteBuffer.allocate(Math.min(in.remaining(), LONGEST));
        // A message may be spread over several records.
        while (true) {
            if ((in.remaining() >= 1 && in.get(in.position()) != HANDSHAKE)
                    || (in.remaining() >= 2 && in.get(in.position() + 1) != 3)) {
                return new FirstBytes.Malformed<>();
            }
            if (in.remaining() < RECORD_HEADER) {
                return new FirstBytes.Incomplete<>();
            }
            int length = Short.toUnsignedInt(in.getShort(in.position() + 3));
            if (length == 0 || length > LONGEST) {
                return new FirstBytes.Malformed<>();
            }
            in.position(in.position() + RECORD_HEADER);
            int there = Math.min(length, in.remaining());
            if (there > message.remaining()) {
                return new FirstBytes.Malformed<>();
            }
            message.put(in.slice(in.position(), there));
            in.position(in.position() + there);
            Optional<FirstBytes<ClientHello>> whole = whole(message.duplicate().flip());
            if (whole.isPresent()) {
                return whole.get();
            }
            if (there < length) {
                return new FirstBytes.Incomplete<>();
            }
        }
    }

    /// Empty while bytes are missing.
    private static Optional<FirstBytes<ClientHello>> whole(ByteBuffer message) {
        if (message.remaining() < 4) {
            return Optional.empty();
        }
        int first = message.getInt(0);
        int length = first & 0xffffff;
        if (first >>> 24 != CLIENT_HELLO || length > LONGEST) {
            return Optional.of(new FirstBytes.Malformed<>());
        }
        if (message.remaining() < 4 + length) {
            return Optional.empty();
        }
        try {
            Optional<String> name = serverName(message.slice(4, length));
            return Optional.of(new FirstBytes.Understood<>(new ClientHello(name), 4 + length));
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return Optional.of(new FirstBytes.Malformed<>());
        }
    }

    private static Optional<String> serverName(ByteBuffer hello) {
        skip(hello, VERSION_AND_RANDOM);
        skip(hello, Byte.toUnsignedInt(hello.get())); // session
        skip(hello, Short.toUnsignedInt(hello.getShort())); // cipher suites
        skip(hello, Byte.toUnsignedInt(hello.get())); // compression
        if (!hello.hasRemaining()) {
            return Optional.empty();
        }
        ByteBuffer extensions = vector(hello);
        while (extensions.hasRemaining()) {
            int type = Short.toUnsignedInt(extensions.getShort());
            ByteBuffer content = vector(extensions);
            if (type == SERVER_NAME) {
                ByteBuffer names = vector(content);
                int kind = Byte.toUnsignedInt(names.get());
                ByteBuffer name = vector(names);
                String text = StandardCharsets.US_ASCII.decode(name).toString();
                if (kind != HOST_NAME || !NAME.matcher(text).matches()) {
                    throw new IllegalArgumentException("no name of a host");
                }
                return Optional.of(text.toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static ByteBuffer vector(ByteBuffer in) {
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer vector = in.slice(in.position(), length);
        in.position(in.position() + length);
        return vector;
    }

    private static void skip(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        in.position(in.position() + count);
    }
}
