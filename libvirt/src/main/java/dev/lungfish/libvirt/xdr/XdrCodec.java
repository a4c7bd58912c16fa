package dev.lungfish.libvirt.xdr;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// How a value is written to and read from a payload. Implementations are immutable.
///
/// @param <T> the value; [NoValue] if the protocol has none
public interface XdrCodec<T> {
    /// A payload without content.
    XdrCodec<NoValue> NONE = of((encoder, none) -> {}, decoder -> NoValue.NONE);

    /// Writes a value.
    ///
    /// @throws IllegalArgumentException if the value exceeds a limit of the protocol
    void encode(XdrEncoder encoder, T value);

    /// Reads a value; bytes after it are ignored, as in libvirt.
    ///
    /// @throws XdrException if bytes are missing or out of bounds
    T decode(XdrDecoder decoder) throws XdrException;

    /// A codec of its two halves.
    static <T> XdrCodec<T> of(BiConsumer<XdrEncoder, T> encode, Decoding<T> decode) {
        return new XdrCodec<>() {
            @Override
            public void encode(XdrEncoder encoder, T value) {
                encode.accept(encoder, value);
            }

            @Override
            public T decode(XdrDecoder decoder) throws XdrException {
                return decode.decode(decoder);
            }
        };
    }

    /// A 32-bit number.
    static XdrCodec<Integer> int32(String field) {
        return of(XdrEncoder::int32, decoder -> decoder.int32(field));
    }

    /// A 64-bit number.
    static XdrCodec<Long> int64(String field) {
        return of(XdrEncoder::int64, decoder -> decoder.int64(field));
    }

    /// A boolean as a 32-bit number.
    static XdrCodec<Boolean> bool(String field) {
        return of(XdrEncoder::bool, decoder -> decoder.bool(field));
    }

    /// A text of a bounded number of bytes.
    static XdrCodec<String> string(String field, Limit limit) {
        return of(
                (encoder, value) -> encoder.string(field, value, limit),
                decoder -> decoder.string(field, limit));
    }

    /// The reading half of a codec.
    @FunctionalInterface
    interface Decoding<T> {
        T decode(XdrDecoder decoder) throws XdrException;
    }

    /// The writing half of an optional item.
    ///
    /// @param value null if the item is absent
    static <T> void encodeOptional(XdrEncoder encoder, @Nullable T value, XdrCodec<T> codec) {
        encoder.bool(value != null);
        if (value != null) {
            codec.encode(encoder, value);
        }
    }

    /// The reading half of an optional item; null if it is absent.
    static <T> @Nullable T decodeOptional(XdrDecoder decoder, String field, XdrCodec<T> codec)
            throws XdrException {
        return decoder.bool(field) ? codec.decode(decoder) : null;
    }
}
