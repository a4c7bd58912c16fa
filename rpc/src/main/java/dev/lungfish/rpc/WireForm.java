package dev.lungfish.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/// How the values of one Java type travel, and how XDR's language calls that.
interface WireForm extends XdrCodec<Object> {
    /// The declaration of a field of this form: `string plan<>`.
    String field(String name);

    /// Adds the types that a declaration of this form needs.
    ///
    /// @param types declarations by name, those that are needed first
    default void declare(Map<String, String> types) {}

    /// A value that is declared by the name of its type: `hyper length`.
    static <T> WireForm leaf(
            String type, Class<T> of, BiConsumer<XdrEncoder, T> encode, Decoding<T> decode) {
        return new Leaf<>(type, of, XdrCodec.of(encode, decode));
    }

    /// A value without parts.
    record Leaf<T>(String type, Class<T> of, XdrCodec<T> codec) implements WireForm {
        @Override
        public void encode(XdrEncoder encoder, Object value) {
            codec.encode(encoder, of.cast(value));
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            return Objects.requireNonNull(codec.decode(decoder));
        }

        @Override
        public String field(String name) {
            return type + " " + name;
        }
    }
}
