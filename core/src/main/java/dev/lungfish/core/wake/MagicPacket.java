package dev.lungfish.core.wake;

import java.util.Arrays;
import java.util.Optional;

/// What wakes a host by its network card: six bytes `ff`, sixteen times the card's address, and the
/// password where the card asks for one. A card looks for these bytes anywhere in a frame.
///
/// **Source:** AMD, "Magic Packet Technology", white paper 20213; `etherwake(8)` for the password
/// and for EtherType `0x0842`.
///
/// @param target whom it is to wake
public record MagicPacket(MacAddress target, Optional<WakePassword> password) {
    /// Bytes without a password.
    public static final int BYTES = MacAddress.BYTES * 17;

    /// What an Ethernet frame that carries nothing else says of its content.
    public static final int ETHER_TYPE = 0x0842;

    private static final int HEADER_BYTES = 14;
    private static final int REPEATS = 16;
    private static final byte SYNC = (byte) 0xff;

    /// A packet without a password.
    public static MagicPacket to(MacAddress target) {
        return new MagicPacket(target, Optional.empty());
    }

    /// The bytes, as a datagram carries them: 102, and four or six more with a password.
    public byte[] bytes() {
        byte[] secret = password.map(WakePassword::bytes).orElse(new byte[0]);
        byte[] packet = new byte[BYTES + secret.length];
        Arrays.fill(packet, 0, MacAddress.BYTES, SYNC);
        byte[] address = target.bytes();
        for (int i = 1; i <= REPEATS; i++) {
            System.arraycopy(address, 0, packet, i * MacAddress.BYTES, MacAddress.BYTES);
        }
        System.arraycopy(secret, 0, packet, BYTES, secret.length);
        return packet;
    }

    /// A whole Ethernet frame, broadcast, without the checksum that the card appends.
    ///
    /// @param source the address of the card that sends it
    public byte[] frame(MacAddress source) {
        byte[] content = bytes();
        byte[] frame = new byte[HEADER_BYTES + content.length];
        Arrays.fill(frame, 0, MacAddress.BYTES, (byte) 0xff);
        System.arraycopy(source.bytes(), 0, frame, MacAddress.BYTES, MacAddress.BYTES);
        frame[HEADER_BYTES - 2] = (byte) (ETHER_TYPE >> 8);
        frame[HEADER_BYTES - 1] = (byte) ETHER_TYPE;
        System.arraycopy(content, 0, frame, HEADER_BYTES, content.length);
        return frame;
    }

    /// Whom a frame is to wake, as a card looks for it; empty where it is no magic packet.
    ///
    /// @param length of the frame
    public static Optional<MacAddress> target(byte[] frame, int length) {
        for (int start = HEADER_BYTES; start + BYTES <= length; start++) {
            if (frame[start] == SYNC && frame[start + 1] == SYNC) {
                MacAddress address =
                        MacAddress.of(
                                Arrays.copyOfRange(
                                        frame,
                                        start + MacAddress.BYTES,
                                        start + 2 * MacAddress.BYTES));
                if (address.isOfOneCard()
                        && Arrays.equals(
                                frame, start, start + BYTES, to(address).bytes(), 0, BYTES)) {
                    return Optional.of(address);
                }
            }
        }
        return Optional.empty();
    }
}
