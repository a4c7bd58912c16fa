package dev.lungfish.core.wake;

import java.util.HexFormat;
import java.util.regex.Pattern;

/// The address of a network card: six bytes. Immutable.
///
/// @param text in small hexadecimal digits with colons: `52:54:00:12:34:56`
public record MacAddress(String text) implements Comparable<MacAddress> {
    public static final int BYTES = 6;

    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":");
    private static final Pattern CANONICAL = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    /// As people and machines write them: `52:54:00:12:34:56`, `52-54-00-12-34-56`,
    /// `5254.0012.3456`, `525400123456`.
    private static final Pattern WRITTEN =
            Pattern.compile(
                    "([0-9a-f]{2}:){5}[0-9a-f]{2}|([0-9a-f]{2}-){5}[0-9a-f]{2}"
                            + "|([0-9a-f]{4}\\.){2}[0-9a-f]{4}|[0-9a-f]{12}",
                    Pattern.CASE_INSENSITIVE);

    public MacAddress {
        if (!CANONICAL.matcher(text).matches()) {
            throw wrong(text);
        }
    }

    /// Understands what somebody wrote.
    ///
    /// @throws IllegalArgumentException where it is no such address
    public static MacAddress parse(String written) {
        if (!isOne(written)) {
            throw wrong(written);
        }
        return of(HexFormat.of().parseHex(written.replaceAll("[:.-]", "")));
    }

    /// Whether somebody wrote such an address.
    public static boolean isOne(String written) {
        return WRITTEN.matcher(written).matches();
    }

    /// The address of six bytes.
    ///
    /// @throws IllegalArgumentException at another number of bytes
    public static MacAddress of(byte[] bytes) {
        return new MacAddress(FORMAT.formatHex(bytes));
    }

    /// Its bytes, in the order in which they are sent.
    public byte[] bytes() {
        return FORMAT.parseHex(text);
    }

    /// Whether it names one card: neither a group of them nor nobody.
    ///
    /// **Source:** IEEE 802-2014 section 8.2: the lowest bit of the first byte is set for groups.
    public boolean isOfOneCard() {
        return (bytes()[0] & 1) == 0 && !text.equals("00:00:00:00:00:00");
    }

    @Override
    public int compareTo(MacAddress other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(
                "a MAC address like 52:54:00:12:34:56 expected, found '" + found + "'");
    }
}
