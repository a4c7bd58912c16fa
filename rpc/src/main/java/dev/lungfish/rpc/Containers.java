package dev.lungfish.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/// Forms of values that hold others.
final class Containers {
    private Containers() {}

    /// [Optional]: absent, or one value.
    record Maybe(WireForm of) implements WireForm {
        @Override
        public void encode(XdrEncoder encoder, Object value) {
            Optional<?> optional = (Optional<?>) value;
            encoder.bool(optional.isPresent());
            optional.ifPresent(some -> of.encode(encoder, some));
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            return decoder.bool("present") ? Optional.of(of.decode(decoder)) : Optional.empty();
        }

        @Override
        public String field(String name) {
            return of.field("*" + name);
        }

        @Override
        public void declare(Map<String, String> types) {
            of.declare(types);
        }
    }

    /// [OptionalInt].
    record MaybeInt() implements WireForm {
        @Override
        public void encode(XdrEncoder encoder, Object value) {
            OptionalInt optional = (OptionalInt) value;
            encoder.bool(optional.isPresent());
            optional.ifPresent(encoder::int32);
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            return decoder.bool("present")
                    ? OptionalInt.of(decoder.int32("int"))
                    : OptionalInt.empty();
        }

        @Override
        public String field(String name) {
            return "int *" + name;
        }
    }

    /// A list or a set. Sets are written in the order of their items where they have one.
    record Many(WireForm of, boolean distinct, Bounds bounds) implements WireForm {
        @Override
        public void encode(XdrEncoder encoder, Object value) {
            Collection<?> given = (Collection<?>) value;
            List<Object> items =
                    distinct && given.stream().allMatch(Comparable.class::isInstance)
                            ? List.copyOf(new TreeSet<>(given))
                            : List.copyOf(given);
            encoder.array("array", items, bounds.items(), of);
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            List<Object> items = decoder.array("array", bounds.items(), of);
            return distinct ? new LinkedHashSet<>(items) : items;
        }

        @Override
        public String field(String name) {
            return of.field("").strip() + " " + name + "<>";
        }

        @Override
        public void declare(Map<String, String> types) {
            of.declare(types);
        }
    }

    /// A map, as an array of pairs in its order.
    record Pairs(WireForm key, WireForm of, Bounds bounds) implements WireForm {
        @Override
        public void encode(XdrEncoder encoder, Object value) {
            List<Map.Entry<?, ?>> entries = List.copyOf(((Map<?, ?>) value).entrySet());
            encoder.array("map", entries, bounds.items(), pair());
        }

        @Override
        public Object decode(XdrDecoder decoder) throws XdrException {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : decoder.array("map", bounds.items(), pair())) {
                map.put(entry.getKey(), entry.getValue());
            }
            return map;
        }

        private XdrCodec<Map.Entry<?, ?>> pair() {
            return XdrCodec.of(
                    (encoder, entry) -> {
                        key.encode(encoder, entry.getKey());
                        of.encode(encoder, entry.getValue());
                    },
                    decoder -> Map.entry(key.decode(decoder), of.decode(decoder)));
        }

        @Override
        public String field(String name) {
            return "struct { " + key.field("key") + "; " + of.field("value") + "; } " + name + "<>";
        }

        @Override
        public void declare(Map<String, String> types) {
            key.declare(types);
            of.declare(types);
        }
    }
}
