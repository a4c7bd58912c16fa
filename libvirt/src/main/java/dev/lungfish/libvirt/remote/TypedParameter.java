package dev.lungfish.libvirt.remote;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;

/// A value under a name, with its type.
///
/// **Source:** `struct remote_typed_param` in `src/remote/remote_protocol.x`.
public record TypedParameter(String field, Value value) {
    public static final XdrCodec<TypedParameter> CODEC =
            XdrCodec.of(
                    (encoder, parameter) -> {
                        encoder.string("field", parameter.field, RemoteLimits.STRING);
                        encode(encoder, parameter.value);
                    },
                    decoder ->
                            new TypedParameter(
                                    decoder.string("field", RemoteLimits.STRING), decode(decoder)));

    /// One of the seven types.
    public sealed interface Value {
        record Int32(int value) implements Value {}

        record UnsignedInt32(int value) implements Value {}

        record Int64(long value) implements Value {}

        record UnsignedInt64(long value) implements Value {}

        record Float64(double value) implements Value {}

        record Bool(boolean value) implements Value {}

        /// Sent only to peers that asked for [Feature#TYPED_PARAM_STRING].
        record Text(String value) implements Value {}
    }

    private static void encode(XdrEncoder encoder, Value value) {
        switch (value) {
            case Value.Int32(int number) -> {
                encoder.int32(1);
                encoder.int32(number);
            }
            case Value.UnsignedInt32(int number) -> {
                encoder.int32(2);
                encoder.int32(number);
            }
            case Value.Int64(long number) -> {
                encoder.int32(3);
                encoder.int64(number);
            }
            case Value.UnsignedInt64(long number) -> {
                encoder.int32(4);
                encoder.int64(number);
            }
            case Value.Float64(double number) -> {
                encoder.int32(5);
                encoder.float64(number);
            }
            case Value.Bool(boolean truth) -> {
                encoder.int32(6);
                encoder.bool(truth);
            }
            case Value.Text(String text) -> {
                encoder.int32(7);
                encoder.string("value", text, RemoteLimits.STRING);
            }
        }
    }

    private static Value decode(XdrDecoder decoder) throws XdrException {
        int type = decoder.int32("type");
        return switch (type) {
            case 1 -> new Value.Int32(decoder.int32("value"));
            case 2 -> new Value.UnsignedInt32(decoder.int32("value"));
            case 3 -> new Value.Int64(decoder.int64("value"));
            case 4 -> new Value.UnsignedInt64(decoder.int64("value"));
            case 5 -> new Value.Float64(decoder.float64("value"));
            case 6 -> new Value.Bool(decoder.bool("value"));
            case 7 -> new Value.Text(decoder.string("value", RemoteLimits.STRING));
            default ->
                    throw new XdrException(
                            "'type' of a typed parameter is %d, and libvirt has 1 to 7"
                                    .formatted(type));
        };
    }
}
