package dev.lungfish.controller.config;

import dev.lungfish.core.fleet.plan.PlanReason;
import dev.lungfish.core.fleet.plan.PoolPolicy;
import dev.lungfish.core.fleet.plan.PoolRules;
import dev.lungfish.core.reason.Reason;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All pools of a fleet.
///
/// @param named in the order of the file
/// @param rest of whoever belongs to none of these
/// @param domains what draws from one source of power, by its name
/// @param exclusions hosts that never sleep
public record PoolsConfiguration(
        List<PoolConfiguration> named,
        PoolConfiguration rest,
        Map<String, Domain> domains,
        List<Exclusion> exclusions) {
    /// The pool of whoever belongs to no other one.
    public static final String DEFAULT = "default";

    public PoolsConfiguration {
        named = List.copyOf(named);
        domains = new TreeMap<>(domains);
        exclusions = List.copyOf(exclusions);
    }

    /// Hosts that draw from one source of power.
    public record Domain(HostNames hosts, RateLimits limits) {}

    /// Hosts that never sleep, and why.
    public record Exclusion(HostNames hosts, String why) {}

    /// A fleet whose hosts are all of one pool.
    public static PoolsConfiguration only(PoolRules rules) {
        return new PoolsConfiguration(
                List.of(),
                new PoolConfiguration(
                        HostNames.NONE,
                        PoolPolicy.always(DEFAULT, rules),
                        ZoneId.systemDefault(),
                        PoolConfiguration.USUAL_WATTS,
                        EnergySettings.usual(PoolConfiguration.USUAL_WATTS),
                        RateLimits.NONE,
                        Map.of()),
                Map.of(),
                List.of());
    }

    /// All of them, the rest last.
    public List<PoolConfiguration> all() {
        return Stream.concat(named.stream(), Stream.of(rest)).toList();
    }

    /// The one pool of a host: the one that names it; else the first one with a pattern that fits;
    /// else the rest.
    public PoolConfiguration of(String host) {
        return named.stream()
                .filter(pool -> pool.hosts().names(host))
                .findFirst()
                .or(() -> named.stream().filter(pool -> pool.hosts().include(host)).findFirst())
                .orElse(rest);
    }

    /// The power domain of a host: the first one that includes it.
    public Optional<String> domain(String host) {
        return domains.entrySet().stream()
                .filter(domain -> domain.getValue().hosts().include(host))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Why a host never sleeps; empty where it may.
    public Optional<Reason> excluded(String host) {
        return exclusions.stream()
                .filter(exclusion -> exclusion.hosts().include(host))
                .<Reason>map(exclusion -> new PlanReason.ExcludedBySetting(exclusion.why()))
                .findFirst();
    }
}
