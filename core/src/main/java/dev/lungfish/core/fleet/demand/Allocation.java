package dev.lungfish.core.fleet.demand;

import dev.lungfish.core.fleet.pool.Rates;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Which hosts serve which demands.
///
/// @param claims one for each demand that is not over, in the order in which they are served
/// @param wanted the hosts that are needed now, by their names: each is handed
///   [dev.lungfish.core.fleet.state.HostEvent.Wanted], all others
///   [dev.lungfish.core.fleet.state.HostEvent.Unwanted]
/// @param next when the other hosts that serve a demand are needed: their leases end before
/// @param rates after the hosts that begin to be woken now
public record Allocation(
        List<Claim> claims, Map<String, Reason> wanted, Map<String, Instant> next, Rates rates) {
    public Allocation {
        claims = List.copyOf(claims);
        wanted = Map.copyOf(wanted);
        next = Map.copyOf(next);
    }
}
