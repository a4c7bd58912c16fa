package dev.lungfish.core.wake;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A SecureOn password: what follows the address in a magic packet so that a card that was told to
/// wakes the host. It travels in the clear, so it keeps accidents away and nobody who listens. It
/// is not shown by [#toString]. Immutable.
///
/// **Source:** `etherwake(8)`, option `-p`: six bytes with colons, or four with dots; `ethtool(8)`,
/// `sopass`: six bytes.
public final class WakePassword {
    /// What network cards keep.
    public static final int CARD_BYTES = 6;

    private static final int SHORT_BYTES = 4;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final Pattern SIX =
            Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}", Pattern.CASE_INSENSITIVE);
    private static final Pattern FOUR =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private final byte[] bytes;

    private WakePassword(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A password of these bytes.
    ///
    /// @throws IllegalArgumentException unless they are four or six
    public static WakePassword of(byte[] bytes) {
        if (bytes.length != SHORT_BYTES && bytes.length != CARD_BYTES) {
            throw new IllegalArgumentException(
                    "a SecureOn password has 4 or 6 bytes, found " + bytes.length);
        }
        return new WakePassword(bytes.clone());
    }

    /// Understands what somebody wrote: `00:11:22:33:44:55` or `192.0.2.7`. The message of a
    /// refusal does not repeat it.
    ///
    /// @throws IllegalArgumentException where it is neither
    public static WakePassword parse(String written) {
        if (SIX.matcher(written).matches()) {
            return new WakePassword(COLONS.parseHex(written));
        }
        Matcher four = FOUR.matcher(written);
        if (four.matches()) {
            byte[] bytes = new byte[SHORT_BYTES];
            for (int i = 0; i < SHORT_BYTES; i++) {
                int number = Integer.parseInt(four.group(i + 1));
                if (number > 255) {
                    throw wrong();
                }
                bytes[i] = (byte) number;
            }
            return new WakePassword(bytes);
        }
        throw wrong();
    }

    /// Its bytes, in the order in which they are sent; four or six.
    public byte[] bytes() {
        return bytes.clone();
    }

    /// As [#parse] understands it; to be kept where nobody else reads it.
    public String written() {
        return bytes.length == CARD_BYTES
                ? COLONS.formatHex(bytes)
                : "%d.%d.%d.%d"
                        .formatted(
                                bytes[0] & 0xff, bytes[1] & 0xff, bytes[2] & 0xff, bytes[3] & 0xff);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WakePassword password && Arrays.equals(bytes, password.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Tells only that there is one.
    @Override
    public String toString() {
        return "WakePassword[" + bytes.length + " bytes]";
    }

    private static IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                "a SecureOn password is six bytes like 00:11:22:33:44:55, or four like 192.0.2.7;"
                        + " what was given is neither");
    }
}
