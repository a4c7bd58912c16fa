package dev.lungfish.api;

import dev.lungfish.core.neighbour.HostIdentity;
import java.util.List;

/// The hosts that one host knows.
///
/// @param here the host that answers
public record KnownHosts(HostIdentity here, List<KnownHost> hosts) {
    public KnownHosts {
        hosts = List.copyOf(hosts);
    }
}
