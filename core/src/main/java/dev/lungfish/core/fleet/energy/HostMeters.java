package dev.lungfish.core.fleet.energy;

import java.util.List;

/// The meters of a host that count, at a moment: none of them measures what another one measures.
///
/// @param scope what they see together
/// @param source what they are, for people
/// @param values what each shows; never none
public record HostMeters(MeterScope scope, String source, List<MeterValue> values) {
    public HostMeters {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a meter or more expected");
        }
    }

    /// Whether these are the same meters.
    boolean areThoseOf(HostMeters other) {
        return scope == other.scope && source.equals(other.source) && names().equals(other.names());
    }

    private List<String> names() {
        return values.stream().map(MeterValue::source).toList();
    }
}
