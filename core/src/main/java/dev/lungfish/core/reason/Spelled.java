package dev.lungfish.core.reason;

import java.util.Arrays;
import java.util.Optional;

/// A value that has one spelling wherever it is written: in arguments, JSON, the journal and
/// sentences.
public interface Spelled {

    /// The word: `suspend-to-RAM`, `pm-utils`.
    String spelling();

    /// The value of an enumeration with this spelling; empty where none has it.
    static <E extends Enum<E> & Spelled> Optional<E> of(Class<E> type, String spelling) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.spelling().equals(spelling))
                .findFirst();
    }
}
