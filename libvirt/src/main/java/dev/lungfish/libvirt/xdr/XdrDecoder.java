package dev.lungfish.libvirt.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads XDR from an array. Each item is read with the name of its field, for errors.
///
/// It is as lenient as libvirt: padding need not be zero, any non-zero value is true, text need not
/// be UTF-8 (invalid bytes become U+FFFD), a NUL ends a text. It allocates no memory for items that
/// have not arrived: the announced length of an array must fit into the present bytes.
public final class XdrDecoder {
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// No item of an array takes less.
    private static final int SMALLEST_ITEM = 4;

    private final byte[] bytes;

    /// The index of the first decoded byte.
    private final int start;

    private int position;

    public XdrDecoder(byte[] bytes) {
        this(bytes, 0);
    }

    /// Reads what follows the first bytes of an array.
    public XdrDecoder(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
        position = start;
    }

    /// The number of unread bytes.
    public int remaining() {
        return bytes.length - position;
    }

    /// A number, signed or unsigned: the bits are the same.
    public int int32(String field) throws XdrException {
        return (int) INT.get(bytes, advance(field, Integer.BYTES));
    }

    /// A number, signed or unsigned (`hyper`).
    public long int64(String field) throws XdrException {
        return (long) LONG.get(bytes, advance(field, Long.BYTES));
    }

    public double float64(String field) throws XdrException {
        return Double.longBitsToDouble(int64(field));
    }

    /// A boolean, also the presence of an optional item.
    public boolean bool(String field) throws XdrException {
        return int32(field) != 0;
    }

    /// Bytes of a known length.
    public byte[] fixedOpaque(String field, int length) throws XdrException {
        int start = advance(field, length + XdrEncoder.padding(length));
        return Arrays.copyOfRange(bytes, start, start + length);
    }

    /// Bytes after their number.
    public byte[] opaque(String field, Limit limit) throws XdrException {
        return fixedOpaque(field, size(field, limit, 1));
    }

    public String string(String field, Limit limit) throws XdrException {
        int length = size(field, limit, 1);
        int start = advance(field, length + XdrEncoder.padding(length));
        int end = start;
        while (end < start + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /// A text, or null if it is absent.
    public @Nullable String optionalString(String field, Limit limit) throws XdrException {
        return bool(field) ? string(field, limit) : null;
    }

    /// A C array of characters of four bytes each, up to its NUL. Peers in C extend the sign of a
    /// character; only its low byte counts.
    public String fixedChars(String field, int size) throws XdrException {
        int start = advance(field, Math.multiplyExact(size, Integer.BYTES));
        byte[] text = new byte[size];
        int length = 0;
        for (; length < size; length++) {
            byte character = bytes[start + length * Integer.BYTES + 3];
            if (character == 0) {
                break;
            }
            text[length] = character;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /// Characters of four bytes each after their number, up to a NUL.
    public String chars(String field, Limit limit) throws XdrException {
        return fixedChars(field, size(field, limit, SMALLEST_ITEM));
    }

    /// Items after their number; unmodifiable.
    public <T> List<T> array(String field, Limit limit, XdrCodec<T> codec) throws XdrException {
        int count = size(field, limit, SMALLEST_ITEM);
        List<T> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(codec.decode(this));
        }
        return List.copyOf(items);
    }

    private int size(String field, Limit limit, int bytesOfAnItem) throws XdrException {
        int at = position - start;
        int count = int32(field);
        if (count < 0 || count > limit.most()) {
            throw new XdrException(
                    "'%s' at byte %d announces %s %s, and libvirt allows %d at most"
                            .formatted(
                                    field,
                                    at,
                                    Integer.toUnsignedString(count),
                                    limit.name(),
                                    limit.most()));
        }
        if ((long) count * bytesOfAnItem > remaining()) {
            throw new XdrException(
                    "'%s' at byte %d announces %d %s, and only %d bytes follow"
                            .formatted(field, at, count, limit.name(), remaining()));
        }
        return count;
    }

    private int advance(String field, int length) throws XdrException {
        if (length > remaining()) {
            throw new XdrException(
                    "'%s' at byte %d takes %d bytes, and only %d are left"
                            .formatted(field, position - start, length, remaining()));
        }
        int begin = position;
        position += length;
        return begin;
    }
}
