package dev.lungfish.state.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// What shows that a line of the journal is as it was written, and that it follows the line before
/// it: its last two properties. `crc` is the CRC-32C of all bytes before it, `after` that of the
/// whole line before, without its end; eight zeros in the first line of a file.
///
///     {"schema":"lungfish.journal/3",...,"after":"5a7d12c0","crc":"91e2a6f4"}
///
/// Lines of older versions have neither.
final class LineSeal {
    /// Of the first line.
    static final int NONE = 0;

    private static final byte[] CRC = ascii(",\"crc\":\"");
    private static final byte[] AFTER = ascii(",\"after\":\"");
    private static final byte[] END = ascii("\"}");
    private static final int DIGITS = 8;
    private static final int CRC_LENGTH = CRC.length + DIGITS + END.length;
    private static final int AFTER_LENGTH = AFTER.length + DIGITS + 1;

    /// How many bytes it adds to a line.
    static final int LENGTH = CRC_LENGTH + AFTER_LENGTH - 1;

    /// The starts of lines that have no seal.
    private static final byte[][] OLD = {
        ascii("{\"schema\":\"lungfish.journal/1\""), ascii("{\"schema\":\"lungfish.journal/2\"")
    };

    private LineSeal() {}

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// What a line is.
    enum State {
        /// As it was written.
        WHOLE,
        /// Of an older version: it can't be told whether it is as it was written.
        OLD,
        /// Not as it was written.
        DAMAGED
    }

    static State of(byte[] line) {
        int crc = line.length - CRC_LENGTH;
        if (isIn(line)) {
            return digits(sum(line, crc)).equals(text(line, crc + CRC.length))
                    ? State.WHOLE
                    : State.DAMAGED;
        }
        return Arrays.stream(OLD).anyMatch(start -> isAt(line, 0, start))
                ? State.OLD
                : State.DAMAGED;
    }

    /// Whether a line ends with a seal, right or wrong: then it was written to its end.
    static boolean isIn(byte[] line) {
        int crc = line.length - CRC_LENGTH;
        return crc >= AFTER_LENGTH
                && isAt(line, crc, CRC)
                && isAt(line, line.length - END.length, END)
                && isAt(line, crc - AFTER_LENGTH, AFTER);
    }

    /// Whether a whole line follows another one.
    ///
    /// @param before the checksum of the line before
    static boolean follows(byte[] line, int before) {
        return text(line, line.length - CRC_LENGTH - AFTER_LENGTH + AFTER.length)
                .equals(digits(before));
    }

    /// The checksum of a line, for the line after it.
    static int sum(byte[] line) {
        return sum(line, line.length);
    }

    private static int sum(byte[] line, int length) {
        CRC32C crc = new CRC32C();
        crc.update(line, 0, length);
        return (int) crc.getValue();
    }

    /// A line with its seal.
    ///
    /// @param json an object
    /// @param before the checksum of the line before
    static byte[] sealed(byte[] json, int before) {
        byte[] line = Arrays.copyOf(json, json.length + LENGTH);
        int at = json.length - 1;
        at = put(line, at, AFTER);
        at = put(line, at, ascii(digits(before)));
        line[at++] = '"';
        int covered = at;
        at = put(line, at, CRC);
        at = put(line, at, ascii(digits(sum(line, covered))));
        int _ = put(line, at, END);
        return line;
    }

    /// The same line behind another one; one of an older version stays as it is.
    static byte[] moved(byte[] line, int before) {
        if (of(line) != State.WHOLE) {
            return line;
        }
        byte[] json = Arrays.copyOf(line, line.length - LENGTH);
        json[json.length - 1] = '}';
        return sealed(json, before);
    }

    private static int put(byte[] line, int at, byte[] part) {
        System.arraycopy(part, 0, line, at, part.length);
        return at + part.length;
    }

    private static boolean isAt(byte[] line, int at, byte[] part) {
        return at >= 0
                && at + part.length <= line.length
                && Arrays.equals(line, at, at + part.length, part, 0, part.length);
    }

    private static String digits(int sum) {
        return HexFormat.of().toHexDigits(sum);
    }

    private static String text(byte[] line, int at) {
        return new String(line, at, DIGITS, StandardCharsets.ISO_8859_1);
    }
}
