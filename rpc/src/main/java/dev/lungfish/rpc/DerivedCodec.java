package dev.lungfish.rpc;

import dev.lungfish.libvirt.xdr.XdrCodec;
import dev.lungfish.libvirt.xdr.XdrDecoder;
import dev.lungfish.libvirt.xdr.XdrEncoder;
import dev.lungfish.libvirt.xdr.XdrException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A codec that is derived from a type when it is first used, so that a command that calls one
/// procedure derives one.
///
/// @param <T> the type
public final class DerivedCodec<T> implements XdrCodec<T> {
    private static final WireForms ORDERS = new WireForms(Bounds.ORDER);
    private static final WireForms ANSWERS = new WireForms(Bounds.ANSWER);

    private final Supplier<WireForm> source;
    private volatile @Nullable WireForm form;

    private DerivedCodec(Supplier<WireForm> source) {
        this.source = source;
    }

    /// Of what clients send.
    public static <T> DerivedCodec<T> order(Class<T> type) {
        return new DerivedCodec<>(() -> ORDERS.of(type));
    }

    /// Of what clients send or leave out.
    public static <T> DerivedCodec<Optional<T>> optionalOrder(Class<T> type) {
        return new DerivedCodec<>(() -> new Containers.Maybe(ORDERS.of(type)));
    }

    /// Of what is answered.
    public static <T> DerivedCodec<T> answer(Class<T> type) {
        return new DerivedCodec<>(() -> ANSWERS.of(type));
    }

    /// Of answers that may be missing.
    public static <T> DerivedCodec<Optional<T>> optional(Class<T> type) {
        return new DerivedCodec<>(() -> new Containers.Maybe(ANSWERS.of(type)));
    }

    /// Of answers that are a list.
    public static <T> DerivedCodec<List<T>> list(Class<T> type) {
        return new DerivedCodec<>(
                () -> new Containers.Many(ANSWERS.of(type), false, Bounds.ANSWER));
    }

    /// The form, for the documentation.
    WireForm form() {
        WireForm derived = form;
        if (derived == null) {
            derived = source.get();
            form = derived;
        }
        return derived;
    }

    /// How the type travels, in words: what was written in one version of it can be read by another
    /// one with the same declaration alone.
    public String declaration() {
        Map<String, String> types = new TreeMap<>();
        form().declare(types);
        return String.join("\n", types.values());
    }

    @Override
    public void encode(XdrEncoder encoder, T value) {
        form().encode(encoder, Objects.requireNonNull(value));
    }

    @Override
    @SuppressWarnings("unchecked") // The form of the type makes values of the type alone.
    public T decode(XdrDecoder decoder) throws XdrException {
        return (T) form().decode(decoder);
    }
}
