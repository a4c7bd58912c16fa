package dev.lungfish.linux.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lungfish.linux.syscall.ErrorName;
import dev.lungfish.linux.tree.FileIdentity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The journal's own socket, which takes entries of fields. Safe for use by several threads.
///
/// An entry is one datagram. Values are cut to [#MOST_BYTES], so that it never needs a file that is
/// passed along.
///
/// **Source:** <https://systemd.io/JOURNAL_NATIVE_PROTOCOL/>; `systemd.exec(5)` for
/// `JOURNAL_STREAM`.
public final class JournalSocket {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final String SOCKET = "/run/systemd/journal/socket";
    private static final int MOST_BYTES = 8192;

    private final byte[] address;

    /// One field.
    ///
    /// @param name upper case, digits and underscores; the journal drops others
    /// @param value any text, with or without line ends
    public record Field(String name, String value) {}

    /// What became of an entry.
    public enum Sent {
        /// The journal has it.
        TAKEN,
        /// The journal does not keep up; the entry is lost, as nobody waits for it.
        BUSY,
        /// It cannot be sent there.
        REFUSED
    }

    private JournalSocket(String path) {
        address = path.getBytes(UTF_8);
    }

    /// The one that reads this process's standard error; empty where none does, as in a terminal.
    public static Optional<JournalSocket> of(Map<String, String> environment) {
        return of(environment, STANDARD_ERROR, SOCKET);
    }

    /// The same with other places.
    ///
    /// @param stream that the journal may read
    /// @param socket of the journal
    public static Optional<JournalSocket> of(
            Map<String, String> environment, Path stream, String socket) {
        return Optional.ofNullable(environment.get("JOURNAL_STREAM"))
                .filter(wanted ->
                        FileIdentity.of(stream)
                                .filter(own -> own.toString().equals(wanted))
                                .isPresent())
                .map(_ -> new JournalSocket(socket));
    }

    /// Sends an entry, without waiting for anybody.
    public Sent send(List<Field> entry) {
        OptionalInt error = DatagramCall.error(address, encode(entry));
        if (error.isEmpty()) {
            return Sent.TAKEN;
        }
        return error.getAsInt() == ErrorName.EAGAIN.number() ? Sent.BUSY : Sent.REFUSED;
    }

    private static byte[] encode(List<Field> entry) {
        ByteArrayOutputStream datagram = new ByteArrayOutputStream();
        for (Field field : entry) {
            byte[] value = cut(field.value().getBytes(UTF_8));
            datagram.writeBytes(field.name().getBytes(UTF_8));
            if (field.value().indexOf('\n') >= 0) {
                datagram.write('\n');
                datagram.writeBytes(
                        ByteBuffer.allocate(Long.BYTES)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putLong(value.length)
                                .array());
            } else {
                datagram.write('=');
            }
            datagram.writeBytes(value);
            datagram.write('\n');
        }
        return datagram.toByteArray();
    }

    /// Cuts between two characters.
    private static byte[] cut(byte[] value) {
        if (value.length <= MOST_BYTES) {
            return value;
        }
        int end = MOST_BYTES;
        while ((value[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }
}
