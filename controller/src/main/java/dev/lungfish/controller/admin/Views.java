package dev.lungfish.controller.admin;

import dev.lungfish.controller.access.Role;
import dev.lungfish.controller.admin.HostDetailViews.HostDetailView;
import dev.lungfish.controller.fleet.DryRun;
import dev.lungfish.controller.fleet.Member;
import dev.lungfish.controller.rest.KeptReason;
import dev.lungfish.controller.rest.Named;
import dev.lungfish.controller.store.AccessTable;
import dev.lungfish.controller.store.AuditTable;
import dev.lungfish.controller.store.EventTable;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.plan.Decision;
import dev.lungfish.core.fleet.state.Rest;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What the API takes and answers, as records: their components are the properties of the JSON, and
/// their words stand in `rest/api.properties`.
public final class Views {
    private Views() {}

    public record HostView(
            String name,
            String id,
            String state,
            Instant since,
            String target,
            Optional<String> lease,
            Optional<Instant> awakeBy,
            Optional<Reason> wanted,
            Optional<Reason> held,
            Optional<Instant> called,
            Optional<Integer> cores,
            Optional<Long> memory,
            Optional<Integer> guests,
            Optional<List<Reason>> blockers,
            Optional<PlanView> plan,
            Optional<String> pool,
            Optional<Reason> drained,
            Optional<HostDryRunView> dryRun,
            Optional<HostDetailView> detail) {

        static HostView of(DryRun.OfHost would) {
            return of(
                    would.after(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(HostDryRunView.of(would)));
        }

        static HostView of(Member member) {
            return of(member, Optional.empty(), Optional.empty(), Optional.empty());
        }

        static HostView of(
                Member member,
                Optional<Decision> decision,
                Optional<String> pool,
                Optional<HostDryRunView> dryRun) {
            Optional<Rest> rest = member.host().state().rest();
            OptionalInt guests =
                    member.call()
                            .map(call -> call.situation().guests())
                            .orElse(OptionalInt.empty());
            return new HostView(
                    member.name(),
                    member.id(),
                    member.host().state().spelling(),
                    member.host().state().since(),
                    member.host().target().spelling(),
                    rest.flatMap(Rest::lease).map(Lease::id),
                    rest.flatMap(Rest::bound),
                    member.host().wanted(),
                    member.host().held(),
                    member.host().history().called(),
                    member.call().map(call -> call.capacity().cores()),
                    member.call().map(call -> call.capacity().memory()),
                    guests.isPresent() ? Optional.of(guests.getAsInt()) : Optional.empty(),
                    member.call().map(CheckIn::situation).map(told -> List.copyOf(told.blockers())),
                    decision.map(PlanView::of),
                    pool,
                    Optional.empty(),
                    dryRun,
                    Optional.empty());
        }
    }

    /// A host with something in the place of what it has.
    ///
    /// @param drained who drains it
    /// @param detail all else that is known of it
    static HostView with(HostView host, Optional<Reason> drained, Optional<HostDetailView> detail) {
        return new HostView(
                host.name(),
                host.id(),
                host.state(),
                host.since(),
                host.target(),
                host.lease(),
                host.awakeBy(),
                host.wanted(),
                host.held(),
                host.called(),
                host.cores(),
                host.memory(),
                host.guests(),
                host.blockers(),
                host.plan(),
                host.pool(),
                drained,
                host.dryRun(),
                detail);
    }

    public record HostDryRunView(String now, boolean wakes, List<Reason> told) {
        static HostDryRunView of(DryRun.OfHost would) {
            return new HostDryRunView(
                    would.before().host().state().spelling(), would.wakes(), would.told());
        }
    }

    public record PlanView(
            String act, Optional<Duration> length, Reason why, Optional<Instant> changes) {
        static PlanView of(Decision decision) {
            Optional<Duration> length =
                    decision.act() instanceof Decision.Act.Sleep(Duration some)
                            ? Optional.of(some)
                            : Optional.empty();
            String act =
                    switch (decision.act()) {
                        case Decision.Act.Sleep _ -> "sleep";
                        case Decision.Act.Stay _ -> "stay";
                        case Decision.Act.Drain _ -> "drain";
                    };
            return new PlanView(act, length, decision.why(), decision.changes());
        }
    }

    public record HostsQuery(
            Optional<String> state,
            Optional<String> prefix,
            Optional<String> after,
            Optional<Integer> limit) {}

    public record HostsView(List<HostView> hosts, Optional<String> next) {}

    public record RevokedView(String revoked) {}

    /// Who wants it, and whether it is only shown.
    public record By(Optional<String> by) {}

    public record ActQuery(Optional<Boolean> dryRun) {
        boolean isDry() {
            return dryRun.orElse(false);
        }
    }

    public record SleepBody(Optional<String> by, @Named("for") Optional<Duration> length) {}

    public record SleepView(String host, boolean dryRun, PlanView plan) {}

    public record PageQuery(Optional<String> after, Optional<Integer> limit) {}

    public record DemandBody(
            Optional<String> host,
            Optional<Integer> hosts,
            Optional<Integer> cores,
            Optional<Long> memory,
            @Named("for") Optional<Duration> length,
            Optional<Instant> from,
            Optional<Instant> until,
            @Named(value = "id", most = 64) Optional<String> id,
            Optional<Integer> priority,
            Optional<String> pool,
            Optional<String> by) {}

    public record DemandView(
            String id,
            String by,
            Instant from,
            Instant until,
            int priority,
            List<String> hosts,
            Optional<Instant> ready,
            List<Reason> missing) {
        static DemandView of(Claim claim) {
            return new DemandView(
                    claim.demand().id(),
                    claim.demand().by(),
                    claim.demand().from(),
                    claim.demand().until(),
                    claim.demand().priority(),
                    claim.hosts(),
                    claim.ready(),
                    List.copyOf(claim.missing()));
        }
    }

    public record DemandsView(List<DemandView> demands, Optional<String> next) {}

    public record DemandMadeView(
            String id, List<DemandView> demands, Optional<DemandDryRunView> dryRun) {
        static DemandMadeView of(String id, DryRun.OfDemand would) {
            return new DemandMadeView(
                    id,
                    would.claim().map(DemandView::of).stream().toList(),
                    Optional.of(DemandDryRunView.of(would)));
        }
    }

    public record DemandDryRunView(List<String> wanted, List<String> unwanted) {
        static DemandDryRunView of(DryRun.OfDemand would) {
            return new DemandDryRunView(
                    would.wanted().keySet().stream().sorted().toList(), would.unwanted());
        }
    }

    public record EndedView(String ended, Optional<DemandDryRunView> dryRun) {}

    public record EventsQuery(
            Optional<Long> after, Optional<String> host, Optional<Integer> limit) {}

    public record EventView(long seq, Instant at, Optional<String> host, KeptReason event) {
        static EventView of(EventTable.Row row) {
            return new EventView(row.seq(), row.at(), row.host(), new KeptReason(row.reason()));
        }
    }

    public record EventsView(List<EventView> events, Optional<Long> next) {}

    public record AuditQuery(
            Optional<Long> before, Optional<String> who, Optional<Integer> limit) {}

    public record AuditView(
            long seq,
            Instant at,
            String who,
            Optional<String> role,
            String address,
            String action,
            String target,
            int status,
            Optional<String> code) {
        static AuditView of(AuditTable.Row row) {
            return new AuditView(
                    row.seq(),
                    row.at(),
                    row.who(),
                    row.role(),
                    row.address(),
                    row.action(),
                    row.target(),
                    row.status(),
                    row.code());
        }
    }

    public record AuditPageView(List<AuditView> requests, Optional<Long> next) {}

    public record AccessView(
            String name,
            String role,
            String kind,
            Instant made,
            String madeBy,
            Optional<Instant> until,
            Optional<Instant> revoked) {
        static AccessView of(AccessTable.Row row) {
            return new AccessView(
                    row.name(),
                    row.role(),
                    row.kind(),
                    row.made(),
                    row.madeBy(),
                    row.until(),
                    row.revoked());
        }
    }

    public record AccessListView(List<AccessView> access) {}

    public record AccessBody(
            String name,
            Role role,
            @Named("for") Optional<Duration> length,
            @Named(value = "certificate", most = 16 * 1024) Optional<String> certificate) {}

    public record AccessMadeView(AccessView access, Optional<String> token) {}

    public record EnrolmentTokenBody(
            Optional<String> host, @Named("for") Optional<Duration> length) {}

    public record EnrolmentTokenView(String token, Instant until) {}

    public record ChangesQuery(
            Optional<String> types, Optional<Long> after, Optional<Boolean> batch) {}
}
