package dev.lungfish.core.evidence;

/// An amount of memory or disk.
///
/// @param bytes never negative
public record ByteCount(long bytes) implements Comparable<ByteCount> {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    public ByteCount {
        if (bytes < 0) {
            throw new IllegalArgumentException("an amount is not negative: " + bytes);
        }
    }

    /// The amount of a file that counts in KiB.
    ///
    /// @param kibibytes in units of 1024 bytes, as most files of `/proc` count
    public static ByteCount ofKibibytes(long kibibytes) {
        if (kibibytes > Long.MAX_VALUE / 1024) {
            throw new IllegalArgumentException("too large an amount: " + kibibytes + " KiB");
        }
        return new ByteCount(kibibytes * 1024);
    }

    /// The difference, or nothing where the other is larger.
    public ByteCount minus(ByteCount other) {
        return new ByteCount(Math.max(0, bytes - other.bytes));
    }

    /// The sum, or the largest amount there is where the sum would be larger still.
    public ByteCount plus(ByteCount other) {
        return new ByteCount(
                bytes > Long.MAX_VALUE - other.bytes ? Long.MAX_VALUE : bytes + other.bytes);
    }

    public boolean isAtLeast(ByteCount other) {
        return bytes >= other.bytes;
    }

    public static ByteCount smaller(ByteCount one, ByteCount other) {
        return one.bytes <= other.bytes ? one : other;
    }

    public static ByteCount larger(ByteCount one, ByteCount other) {
        return one.bytes >= other.bytes ? one : other;
    }

    @Override
    public int compareTo(ByteCount other) {
        return Long.compare(bytes, other.bytes);
    }

    /// For people: `7.6 GiB`, `512 B`.
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double amount = bytes;
        int unit = -1;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        // A Formatter would load the numerals of a locale, at each start.
        long tenths = Math.round(amount * 10);
        return tenths / 10 + "." + tenths % 10 + " " + UNITS[unit];
    }
}
