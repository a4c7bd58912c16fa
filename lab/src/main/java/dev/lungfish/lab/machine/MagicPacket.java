package dev.lungfish.lab.machine;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/// The payload that wakes a host by its network card: six bytes ff, and sixteen times the address,
/// anywhere in a frame.
///
/// **Source:** AMD, "Magic Packet Technology", white paper 20213.
public final class MagicPacket {
    private static final int HEADER_BYTES = 14;
    private static final int REPEATS = 16;
    private static final int BYTES = MacAddress.BYTES * (1 + REPEATS);
    private static final byte SYNC = (byte) 0xff;

    private MagicPacket() {}

    public static byte[] of(MacAddress address) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        for (int i = 0; i < MacAddress.BYTES; i++) {
            packet.write(SYNC);
        }
        for (int i = 0; i < REPEATS; i++) {
            packet.writeBytes(address.bytes());
        }
        return packet.toByteArray();
    }

    /// Whom a frame is to wake.
    ///
    /// @param length of the frame
    public static Optional<MacAddress> target(byte[] frame, int length) {
        for (int start = HEADER_BYTES; start + BYTES <= length; start++) {
            if (frame[start] == SYNC && frame[start + 1] == SYNC) {
                MacAddress address = MacAddress.in(frame, start + MacAddress.BYTES);
                if (Arrays.equals(frame, start, start + BYTES, of(address), 0, BYTES)) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }
}
