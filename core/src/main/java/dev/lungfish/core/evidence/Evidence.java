package dev.lungfish.core.evidence;

import org.jspecify.annotations.Nullable;

/// One piece of evidence for a verdict, as it is shown to people and written to JSON.
///
/// @param source the file, as on the host, or the service that was asked
/// @param value what it answered, one line: a value, or what went wrong
public record Evidence(String source, String value) {

    // Written out, as each start compares some: what the language makes for a record is generated
    // by the runtime when it is first used, which takes longer than all the comparing.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Evidence(String itsSource, String itsValue)
                && source.equals(itsSource)
                && value.equals(itsValue);
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + value.hashCode();
    }
}
