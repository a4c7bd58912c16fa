package dev.lungfish.libvirt.tls;

import dev.lungfish.libvirt.transport.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/// The first record that a client sends, as it came: read before anything is made for the client.
///
/// **Source:** RFC 8446, 5.1 (records), 4.1.2 (ClientHello) and 4.2.11 (`pre_shared_key`).
///
/// @param bytes all that has come, from the beginning; at least one record where it is one of TLS
record ClientHello(ByteBuffer bytes) {
    /// A client's own is a few hundred bytes long.
    private static final int USUAL = 1024;

    private static final int HEADER = 5;
    private static final int LONGEST = HEADER + 16 * 1024;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int LENGTH_OF_MESSAGE = 3;
    private static final int PRE_SHARED_KEY = 41;

    /// Waits for it.
    ///
    /// @throws IOException where the connection ends before
    static ClientHello read(Transport from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(USUAL);
        while (!isWhole(bytes)) {
            if (!bytes.hasRemaining()) {
                bytes = ByteBuffer.allocate(LONGEST).put(bytes.flip());
            }
            if (from.read(bytes) < 0) {
                throw new EOFException("the peer ended the connection before the TLS handshake");
            }
        }
        return new ClientHello(bytes.flip());
    }

    /// Whether one record is there, or what can't be one: that is the engine's to refuse.
    private static boolean isWhole(ByteBuffer written) {
        if (written.position() == 0) {
            return false;
        }
        if (written.get(0) != HANDSHAKE || written.position() >= LONGEST) {
            return true;
        }
        return written.position() >= HEADER
                && written.position() >= HEADER + Short.toUnsignedInt(written.getShort(3));
    }

    /// Whether it wants to resume a session. What can't be read wants nothing.
    boolean resumes() {
        try {
            return resumes(bytes.slice());
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean resumes(ByteBuffer rest) {
        if (rest.get() != HANDSHAKE) {
            return false;
        }
        skip(rest, HEADER - 1);
        if (rest.get() != CLIENT_HELLO) {
            return false;
        }
        skip(rest, LENGTH_OF_MESSAGE + VERSION_AND_RANDOM);
        skip(rest, Byte.toUnsignedInt(rest.get())); // the session of TLS 1.2
        skip(rest, Short.toUnsignedInt(rest.getShort())); // the ciphers
        skip(rest, Byte.toUnsignedInt(rest.get())); // the compressions
        int end = Short.toUnsignedInt(rest.getShort()) + rest.position();
        while (rest.position() < end) {
            int extension = Short.toUnsignedInt(rest.getShort());
            if (extension == PRE_SHARED_KEY) {
                return true;
            }
            skip(rest, Short.toUnsignedInt(rest.getShort()));
        }
        return false;
    }

    private static void skip(ByteBuffer rest, int count) {
        rest.position(rest.position() + count);
    }
}
