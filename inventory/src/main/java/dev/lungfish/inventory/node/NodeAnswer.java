package dev.lungfish.inventory.node;

import java.util.function.Function;

/// The answer to a question about the host: a value, or why there is none.
///
/// @param <T> the type of the value
public sealed interface NodeAnswer<T> {
    /// The host's answer.
    record Given<T>(T value) implements NodeAnswer<T> {}

    /// The error, as in libvirt.
    record Refused<T>(Refusal refusal) implements NodeAnswer<T> {}

    /// The same answer with its value converted.
    default <R> NodeAnswer<R> map(Function<? super T, ? extends R> function) {
        return switch (this) {
            case Given<T>(T value) -> new Given<>(function.apply(value));
            case Refused<T>(Refusal refusal) -> new Refused<>(refusal);
        };
    }
}
