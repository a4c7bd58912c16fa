package dev.lungfish.daemon.contract;

import dev.lungfish.agent.ObservedHost;
import dev.lungfish.agent.engine.RequestWatch;
import dev.lungfish.daemon.log.Log;
import dev.lungfish.daemon.neighbour.Neighbourhood;
import dev.lungfish.daemon.policy.CpuPowerService;
import dev.lungfish.daemon.policy.PolicyLoop;
import dev.lungfish.state.directory.StateDirectory;
import java.util.Optional;

/// What of the daemon answers clients.
///
/// @param watch looks at requests, also at those of other processes
/// @param neighbourhood the ways back, its own host's and its neighbours'
/// @param policy empty where the configuration has no rules
public record HostParts(
        ObservedHost host,
        StateDirectory state,
        RequestWatch watch,
        Neighbourhood neighbourhood,
        CpuPowerService processors,
        Optional<PolicyLoop> policy,
        Log log) {}
