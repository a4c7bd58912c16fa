package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How one demand is served.
///
/// @param hosts that serve it, by their names
/// @param ready when all of them can be used, as far as can be told; empty where something is
///   missing
/// @param missing what is missing, and why some hosts are woken later; empty where nothing is
public record Claim(
        Demand demand, List<String> hosts, Optional<Instant> ready, List<Reason> missing) {
    public Claim {
        hosts = List.copyOf(hosts);
        missing = List.copyOf(missing);
    }
}
