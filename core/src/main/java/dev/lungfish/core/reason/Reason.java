package dev.lungfish.core.reason;

import java.util.List;

/// Why something is so: a refusal, a blocker, a verdict, an outcome or a warning, as data.
///
/// Each reason is a record. Its name is its code (`NoSwap` is `no-swap`), its components are its
/// parameters. The records of one judge or one step stand together in a sealed interface next to
/// it, so that code can switch over them. Codes and names of parameters are a contract: journals,
/// JSON, logs and the wire carry them, so they are never renamed and never change their meaning.
/// `docs/reasons.md` lists them all.
///
/// Parameters are values of the domain, never sentences: strings that name something (a file, a
/// device, a word of another program), numbers, [Boolean], [java.time.Duration],
/// [java.time.Instant], [Spelled], amounts, other reasons, and [java.util.Optional] or [List] of
/// these.
public interface Reason {

    /// One parameter.
    ///
    /// @param name in lower camel case, as in JSON
    record Parameter(String name, Object value) {}

    /// The stable code: lower case, words joined by hyphens.
    default String code() {
        return ReasonShape.of(getClass()).code();
    }

    /// The parameters in the order of the record.
    default List<Parameter> parameters() {
        return ReasonShape.of(getClass()).parameters(this);
    }
}
