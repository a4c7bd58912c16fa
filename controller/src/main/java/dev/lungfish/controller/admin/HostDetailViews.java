package dev.lungfish.controller.admin;

import dev.lungfish.controller.fleet.HostDetail;
import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.controller.rest.KeptReason;
import dev.lungfish.controller.store.LeaseTable;
import dev.lungfish.controller.timeline.Timeline;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.state.History;
import dev.lungfish.core.neighbour.NetworkAddress;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What the API answers about one host beyond [Views], as records.
public final class HostDetailViews {
    private HostDetailViews() {}

    public record HostDetailView(
            String mode,
            Instant enrolled,
            List<WayBackView> waysBack,
            Optional<HostPowerView> power,
            List<LeaseView> leases,
            List<String> networks,
            List<String> wakers,
            Optional<String> uri,
            int wakesToday,
            Duration resume,
            Optional<SpellView> sick,
            Optional<SpellView> pause,
            List<String> quorums,
            Optional<String> domain,
            Optional<Reason> excluded,
            Optional<KindView> attention) {
        static HostDetailView of(
                HostDetail detail, List<LeaseTable.Whole> leases, Optional<KindView> attention) {
            PlacedMember placed = detail.placed();
            History history = placed.member().host().history();
            return new HostDetailView(
                    placed.mode().spelling(),
                    placed.member().row().enrolled(),
                    WayBackView.of(placed),
                    HostPowerView.of(placed),
                    leases.stream().map(LeaseView::of).toList(),
                    detail.networks().stream().map(NetworkAddress::toString).toList(),
                    detail.wakers(),
                    placed.member().call().flatMap(CheckIn::uri),
                    detail.wakesToday(),
                    detail.planned().resume(),
                    history.sickness().map(SpellView::of),
                    history.pause().map(SpellView::of),
                    detail.planned().quorums().stream().sorted().toList(),
                    detail.planned().domain(),
                    detail.planned().excluded(),
                    attention);
        }
    }

    public record WayBackView(
            String target, boolean proved, boolean wanted, Optional<Instant> told) {
        static List<WayBackView> of(PlacedMember host) {
            Optional<List<SleepTarget>> returns = host.member().call().map(CheckIn::returns);
            return returns.stream()
                    .flatMap(proved ->
                            Arrays.stream(SleepTarget.values())
                                    .filter(target ->
                                            target == host.target() || proved.contains(target))
                                    .map(target ->
                                            new WayBackView(
                                                    target.spelling(),
                                                    proved.contains(target),
                                                    target == host.target(),
                                                    host.member().called())))
                    .toList();
        }
    }

    public record HostPowerView(double watts, double saved, String basis) {
        static Optional<HostPowerView> of(PlacedMember host) {
            return OverviewViews.number(host.watts())
                    .map(watts ->
                            new HostPowerView(
                                    watts, host.saved().orElse(0), OverviewViews.MODELLED));
        }
    }

    public record LeaseView(
            String id,
            String target,
            Instant granted,
            Duration length,
            Optional<Instant> ended,
            Optional<KeptReason> outcome) {
        static LeaseView of(LeaseTable.Whole lease) {
            return new LeaseView(
                    lease.row().id(),
                    lease.target(),
                    lease.row().granted(),
                    lease.length(),
                    lease.row().ended(),
                    lease.row().outcome().map(KeptReason::new));
        }
    }

    public record SpellView(Instant at, Reason why) {
        static SpellView of(History.Spell spell) {
            return new SpellView(spell.at(), spell.why());
        }
    }

    public record KindView(String kind, String level, Reason what) {}

    public record TimelineQuery(Optional<Instant> from, Optional<Instant> until) {}

    public record TimelineView(
            String host,
            Instant from,
            Instant until,
            List<IntervalView> intervals,
            Optional<Instant> next) {}

    public record IntervalView(
            Instant from,
            Instant until,
            String state,
            Optional<KeptReason> why,
            Optional<String> by) {
        static IntervalView of(Timeline.Interval interval) {
            return new IntervalView(
                    interval.from(),
                    interval.until(),
                    interval.state(),
                    interval.why().map(row -> new KeptReason(row.reason())),
                    interval.by());
        }
    }
}
