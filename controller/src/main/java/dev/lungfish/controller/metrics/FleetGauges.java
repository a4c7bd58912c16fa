package dev.lungfish.controller.metrics;

import dev.lungfish.controller.changes.ChangeFeed;
import dev.lungfish.controller.fleet.FleetLoop;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.fleet.state.Rest;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What is so now, looked up for each page. Only hosts that sleep or are missed have values of
/// their own, so there are never more of these than hosts. Safe for use by several threads.
public record FleetGauges(FleetLoop loop, ChangeFeed feed) implements MultiCollector {
    @Override
    public MetricSnapshots collect() {
        List<Member> members = loop.members();
        List<Claim> claims = loop.questions().claims();
        return MetricSnapshots.of(
                states(members),
                hosts(
                        "lungfish_host_asleep_until_seconds",
                        "Until when a host may sleep, as seconds since 1970.",
                        members,
                        FleetGauges::asleepUntil),
                hosts(
                        "lungfish_host_overdue_since_timestamp_seconds",
                        "Since when a host is missed. Only of hosts that are.",
                        members,
                        member ->
                                isMissed(member)
                                        ? Optional.of(member.host().state().since())
                                        : Optional.empty()),
                hosts(
                        "lungfish_host_check_in_timestamp_seconds",
                        "When a host called last.",
                        members,
                        member -> member.host().history().called()),
                one(
                        "lungfish_fleet_leases",
                        "Leases that are open.",
                        count(members, member -> lease(member).isPresent())),
                one(
                        "lungfish_fleet_hosts_wanted",
                        "Hosts that somebody needs now.",
                        count(members, member -> member.host().wanted().isPresent())),
                one("lungfish_fleet_demands", "Demands that there are.", claims.size()),
                one(
                        "lungfish_fleet_demands_waiting",
                        "Demands that lack something.",
                        (double)
                                claims.stream()
                                        .filter(claim -> !claim.missing().isEmpty())
                                        .count()),
                one(
                        "lungfish_fleet_epoch",
                        "The epoch of this controller.",
                        (double) loop.epoch().number()),
                one(
                        "lungfish_controller_followers",
                        "Programs that follow the changes.",
                        feed.followers()));
    }

    private static Optional<Lease> lease(Member member) {
        return member.host().state().rest().flatMap(Rest::lease);
    }

    private static boolean isMissed(Member member) {
        return member.host().state() instanceof HostState.Overdue
                || member.host().state() instanceof HostState.Lost;
    }

    private static Optional<Instant> asleepUntil(Member member) {
        return switch (member.host().state()) {
            case HostState.Ordered(_, Rest rest) -> rest.bound();
            case HostState.Asleep(_, Rest rest) -> rest.bound();
            case HostState.External(_, Rest rest) -> rest.bound();
            case HostState.Due(_, Rest rest) -> rest.bound();
            case HostState.Limbo(_, Optional<Rest> perhaps) -> perhaps.flatMap(Rest::bound);
            case HostState.Waking(_, Optional<Rest> perhaps, _, _, _) ->
                    perhaps.flatMap(Rest::bound);
            case HostState.Unknown(_, Optional<Rest> perhaps) -> perhaps.flatMap(Rest::bound);
            case HostState.Awake _,
                    HostState.Draining _,
                    HostState.Settling _,
                    HostState.Overdue _,
                    HostState.Lost _,
                    HostState.Sick _,
                    HostState.Maintenance _ ->
                    Optional.empty();
        };
    }

    private static GaugeSnapshot states(List<Member> members) {
        Map<String, Integer> counts = new TreeMap<>();
        FleetMetrics.states().forEach(state -> counts.put(state, 0));
        members.forEach(member -> counts.merge(member.host().state().spelling(), 1, Integer::sum));
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name("lungfish_fleet_hosts").help("Hosts by their state.");
        counts.forEach((state, count) -> gauge.dataPoint(point(count, Labels.of("state", state))));
        return gauge.build();
    }

    /// A value of each host that has one.
    @FunctionalInterface
    private interface Time {
        Optional<Instant> of(Member member);
    }

    private static GaugeSnapshot hosts(String name, String help, List<Member> members, Time time) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        List<GaugeDataPointSnapshot> points = new ArrayList<>();
        for (Member member : members) {
            time.of(member)
                    .ifPresent(at ->
                            points.add(
                                    point(
                                            at.toEpochMilli() / 1000.0,
                                            Labels.of("host", member.name()))));
        }
        points.forEach(gauge::dataPoint);
        return gauge.build();
    }

    private static GaugeSnapshot one(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(value, Labels.EMPTY))
                .build();
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }

    private static int count(List<Member> members, Predicate<Member> which) {
        return Math.toIntExact(members.stream().filter(which).count());
    }
}
