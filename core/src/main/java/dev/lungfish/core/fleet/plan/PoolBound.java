package dev.lungfish.core.fleet.plan;

import dev.lungfish.core.neighbour.NetworkAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How many hosts of a pool are awake, and how many must be.
///
/// @param hosts of the pool
/// @param awake now
/// @param used or needed now
/// @param free awake and not used
/// @param rules what each rule wants by itself, the most first; empty where none wants any
public record PoolBound(int hosts, int awake, int used, int free, List<BoundReason> rules) {
    public PoolBound {
        rules = List.copyOf(rules);
    }

    /// Counts.
    ///
    /// @param within how long a host needs to wake, in 99 of 100 cases
    public static PoolBound of(
            Instant now, PoolRules rules, PoolView view, Wakers wakers, Duration within) {
        List<BoundReason> wanted = new ArrayList<>();
        wanted.add(new BoundReason.AwakeByMinimum(rules.awake()));
        rules.floors().stream()
                .filter(floor -> !now.isBefore(floor.wake()))
                .map(Floor::bound)
                .forEach(wanted::add);
        wanted.add(used(rules, view, within));
        idle(now, rules, view).ifPresent(wanted::add);
        for (String group : view.quorums()) {
            wanted.add(
                    new BoundReason.AwakeByQuorum(rules.quorum(group, view.members(group)), group));
        }
        for (NetworkAddress network : view.networks()) {
            wanted.add(
                    new BoundReason.AwakeByWakers(own(wakers, view, network), network.toString()));
        }
        return new PoolBound(
                view.size(),
                view.awake(),
                view.used(),
                view.free(),
                wanted.stream()
                        .filter(rule -> rule.least() > 0)
                        .sorted(Comparator.comparingInt(BoundReason::least).reversed())
                        .toList());
    }

    /// What the pool itself must have awake on a network.
    private static int own(Wakers wakers, PoolView view, NetworkAddress network) {
        int others =
                wakers.pools().stream()
                        .map(Wakers.OfPool::view)
                        .filter(other -> other != view)
                        .mapToInt(other -> other.awake(network))
                        .sum();
        return Math.min(view.members(network), Math.max(0, wakers.least(network) - others));
    }

    private static BoundReason used(PoolRules rules, PoolView view, Duration within) {
        int reserve = rules.reserve().of(view.size());
        int least = Math.min(view.size(), view.used() + reserve);
        return rules.reserve() instanceof Reserve.Quantile quantile
                ? new BoundReason.AwakeByArrivals(
                        least, view.used(), reserve, percent(quantile.share()), within)
                : new BoundReason.AwakeByUse(least, view.used(), reserve);
    }

    /// Hosts that are awake for a while because they were used until lately.
    private static Optional<BoundReason> idle(Instant now, PoolRules rules, PoolView view) {
        int reserve = rules.reserve().of(view.size());
        int kept = view.keptIdle(now, reserve);
        int least = Math.min(view.size(), view.used() + reserve + kept);
        return kept == 0
                ? Optional.empty()
                : Optional.of(
                        new BoundReason.AwakeByIdle(
                                least, kept, view.idleWait(), view.idleUntil()));
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
    }

    /// Fewer cannot be awake by the rules; of those that there are.
    public int least() {
        return Math.min(hosts, binding().map(BoundReason::least).orElse(0));
    }

    /// The rule that wants the most.
    public Optional<BoundReason> binding() {
        return rules.stream().findFirst();
    }
}
