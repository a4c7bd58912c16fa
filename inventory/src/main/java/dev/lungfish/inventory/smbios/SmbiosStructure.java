package dev.lungfish.inventory.smbios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// One structure of the table. Offsets count from its first byte, as in the specification.
///
/// **Source:** DMTF DSP0134 3.6, 6.1.2 and 6.1.3; the texts for missing values are dmidecode's,
/// which libvirt passes on.
public final class SmbiosStructure {
    private final int type;
    private final ByteBuffer formatted;
    private final List<String> strings;

    SmbiosStructure(int type, byte[] formatted, List<String> strings) {
        this.type = type;
        this.formatted = ByteBuffer.wrap(formatted).order(ByteOrder.LITTLE_ENDIAN);
        this.strings = List.copyOf(strings);
    }

    public int type() {
        return type;
    }

    /// The length of its formatted part, which depends on its version.
    public int length() {
        return formatted.capacity();
    }

    /// The byte at an offset below [#length].
    public int byteAt(int offset) {
        return formatted.get(offset) & 0xFF;
    }

    /// The two bytes at an offset.
    public int wordAt(int offset) {
        return formatted.getShort(offset) & 0xFFFF;
    }

    /// The four bytes at an offset.
    public long doubleWordAt(int offset) {
        return formatted.getInt(offset) & 0xFFFF_FFFFL;
    }

    /// The string whose number is at an offset.
    public String textAt(int offset) {
        return text(byteAt(offset));
    }

    /// The string of a number; 0 means none. Unprintable characters become dots.
    public String text(int number) {
        if (number == 0) {
            return "Not Specified";
        }
        if (number > strings.size()) {
            return "<BAD INDEX>";
        }
        StringBuilder printed = new StringBuilder(strings.get(number - 1));
        for (int i = 0; i < printed.length(); i++) {
            char c = printed.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                printed.setCharAt(i, '.');
            }
        }
        return printed.toString();
    }
}
