package dev.lungfish.lab.machine;

import java.util.HexFormat;

/// The address of a network card.
///
/// @param text six bytes: `52:54:00:12:34:56`
public record MacAddress(String text) {
    public static final int BYTES = 6;

    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");

    public MacAddress {
        if (FORMAT.parseHex(text).length != BYTES) {
            throw new IllegalArgumentException("six bytes expected, found " + text);
        }
    }

    static MacAddress in(byte[] frame, int from) {
        return new MacAddress(FORMAT.formatHex(frame, from, from + BYTES));
    }

    public byte[] bytes() {
        return FORMAT.parseHex(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
