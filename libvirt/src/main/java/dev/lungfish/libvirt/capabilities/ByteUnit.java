package dev.lungfish.libvirt.capabilities;

import java.util.Arrays;
import java.util.Optional;

/// The units in which libvirt writes a size, smallest first.
enum ByteUnit {
    BYTE("B", 0),
    KIBIBYTE("KiB", 10),
    MEBIBYTE("MiB", 20),
    GIBIBYTE("GiB", 30),
    TEBIBYTE("TiB", 40);

    private final String spelling;
    private final int shift;

    ByteUnit(String spelling, int shift) {
        this.spelling = spelling;
        this.shift = shift;
    }

    String spelling() {
        return spelling;
    }

    /// How many bytes one of it is.
    long bytes() {
        return 1L << shift;
    }

    /// The largest unit of which a size is a whole multiple.
    static ByteUnit largestWithin(long sizeBytes) {
        ByteUnit largest = BYTE;
        for (ByteUnit unit : values()) {
            if (sizeBytes != 0 && sizeBytes % unit.bytes() == 0) {
                largest = unit;
            }
        }
        return largest;
    }

    static Optional<ByteUnit> ofSpelling(String spelling) {
        return Arrays.stream(values()).filter(unit -> unit.spelling.equals(spelling)).findFirst();
    }
}
