package dev.lungfish.libvirt.xdr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes XDR into an array that grows. A value beyond a limit of the protocol is an
/// `IllegalArgumentException` that names the limit: it must not reach the peer.
public final class XdrEncoder {
    private static final int FIRST_CAPACITY = 256;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[FIRST_CAPACITY];
    private int length;

    /// The number of written bytes.
    public int length() {
        return length;
    }

    /// A number, signed or unsigned: the bits are the same.
    public void int32(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    /// A number, signed or unsigned (`hyper`).
    public void int64(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    public void float64(double value) {
        int64(Double.doubleToRawLongBits(value));
    }

    public void bool(boolean value) {
        int32(value ? 1 : 0);
    }

    /// Bytes of a length that both sides know, padded to four.
    public void fixedOpaque(byte[] value) {
        int padded = value.length + padding(value.length);
        reserve(padded);
        System.arraycopy(value, 0, bytes, length, value.length);
        Arrays.fill(bytes, length + value.length, length + padded, (byte) 0);
        length += padded;
    }

    /// Bytes after their number, padded to four.
    public void opaque(String field, byte[] value, Limit limit) {
        int32(bounded(field, value.length, limit));
        fixedOpaque(value);
    }

    /// A text in UTF-8 after the number of its bytes. A NUL in it ends it for a peer in C.
    public void string(String field, String value, Limit limit) {
        opaque(field, value.getBytes(StandardCharsets.UTF_8), limit);
    }

    /// A text that may be absent.
    public void optionalString(String field, @Nullable String value, Limit limit) {
        bool(value != null);
        if (value != null) {
            string(field, value, limit);
        }
    }

    /// A C array of characters, each of which takes four bytes, filled up with NUL.
    ///
    /// @param size of the array; longer text is truncated between two characters, a NUL included
    public void fixedChars(String value, int size) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(text.length, size - 1);
        while (end > 0 && end < text.length && (text[end] & 0xc0) == 0x80) {
            end--;
        }
        for (int i = 0; i < size; i++) {
            int32(i < end ? text[i] & 0xff : 0);
        }
    }

    /// Characters after their number, each of which takes four bytes, with a NUL at the end.
    public void chars(String field, String value, Limit limit) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        int32(bounded(field, text.length + 1, limit));
        fixedChars(value, text.length + 1);
    }

    /// Items after their number.
    public <T> void array(String field, List<T> values, Limit limit, XdrCodec<T> codec) {
        int32(bounded(field, values.size(), limit));
        for (T value : values) {
            codec.encode(this, value);
        }
    }

    /// Overwrites a number that was written before.
    ///
    /// @param offset of its first byte
    public void overwriteInt32(int offset, int value) {
        Objects.checkFromIndexSize(offset, Integer.BYTES, length);
        INT.set(bytes, offset, value);
    }

    /// Bytes as they are, without number or padding.
    public void raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /// A copy of the written bytes.
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /// The written bytes, without a copy: the encoder must not be used any more.
    public ByteBuffer toBuffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    private static int bounded(String field, int size, Limit limit) {
        if (size > limit.most()) {
            throw new IllegalArgumentException(
                    "'%s' has %d %s, and libvirt takes %d at most"
                            .formatted(field, size, limit.name(), limit.most()));
        }
        return size;
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    static int padding(int length) {
        return -length & 3;
    }
}
