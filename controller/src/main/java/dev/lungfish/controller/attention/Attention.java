package dev.lungfish.controller.attention;

import dev.lungfish.controller.fleet.PlacedMember;
import dev.lungfish.core.fleet.consolidation.MoveFailures;
import dev.lungfish.core.fleet.demand.Claim;
import dev.lungfish.core.fleet.plan.Mode;
import dev.lungfish.core.fleet.state.FleetReason;
import dev.lungfish.core.fleet.state.History;
import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for what needs a human, at one moment. Immutable.
///
/// @param claims how demands are served
/// @param failures guests whose last move failed, by the pools' names
public record Attention(
        Instant now,
        List<PlacedMember> hosts,
        List<Claim> claims,
        Map<String, MoveFailures> failures) {
    /// How long a host may be silent after it joined, or after the controller started.
    public static final Duration SILENCE = Duration.ofMinutes(10);

    /// All of it, the most urgent first.
    public List<AttentionItem> items() {
        List<AttentionItem> items = new ArrayList<>();
        for (PlacedMember host : hosts) {
            of(host, now).ifPresent(items::add);
        }
        failures.forEach((pool, guests) ->
                guests.guests()
                        .forEach((guest, failed) -> items.add(moveFailed(pool, guest, failed))));
        claims.stream()
                .filter(claim -> claim.ready().isEmpty() && !claim.missing().isEmpty())
                .filter(claim -> !claim.demand().from().isAfter(now))
                .map(Attention::unserved)
                .forEach(items::add);
        items.sort(AttentionItem.ORDER);
        return items;
    }

    /// What of one host needs a human; the most urgent, where there is more than one.
    public static Optional<AttentionItem> of(PlacedMember host, Instant now) {
        HostState state = host.state();
        return switch (state) {
            case HostState.Overdue(var since, _, var pursuit, boolean alarm, Reason why) ->
                    item(
                            AttentionKind.OVERDUE,
                            host,
                            new AttentionReason.HostOverdue(
                                    host.name(), since, pursuit.attempts(), alarm, why));
            case HostState.Lost(var since, _) ->
                    item(
                            AttentionKind.LOST,
                            host,
                            new AttentionReason.HostLost(host.name(), since));
            case HostState.Limbo(var since, _) ->
                    item(
                            AttentionKind.LIMBO,
                            host,
                            new AttentionReason.HostOutOfContact(host.name(), since));
            case HostState.Unknown(var since, var perhaps)
                    when perhaps.isEmpty() && !now.isBefore(since.plus(SILENCE)) ->
                    item(
                            AttentionKind.SILENT,
                            host,
                            new AttentionReason.HostSilent(host.name(), since));
            case HostState.Awake _, HostState.Draining _, HostState.Sick _, HostState.Settling _ ->
                    ofAwake(host);
            case HostState.Unknown _,
                    HostState.Ordered _,
                    HostState.Asleep _,
                    HostState.Due _,
                    HostState.Waking _,
                    HostState.External _,
                    HostState.Maintenance _ ->
                    Optional.empty();
        };
    }

    private static Optional<AttentionItem> ofAwake(PlacedMember host) {
        Optional<History.Spell> sickness = host.member().host().history().sickness();
        if (host.state() instanceof HostState.Sick && sickness.isPresent()) {
            return item(
                    AttentionKind.SICK,
                    host,
                    new FleetReason.HostSick(sickness.get().why(), sickness.get().at()));
        }
        return host.mode() != Mode.OFF && host.hasWayBack().filter(proved -> !proved).isPresent()
                ? item(
                        AttentionKind.NO_WAY_BACK,
                        host,
                        new FleetReason.HostWithoutWayBack(host.target()))
                : Optional.empty();
    }

    private static Optional<AttentionItem> item(
            AttentionKind kind, PlacedMember host, Reason what) {
        return Optional.of(
                new AttentionItem(
                        kind,
                        Optional.of(host.name()),
                        Optional.of(host.pool()),
                        Optional.empty(),
                        kind == AttentionKind.NO_WAY_BACK
                                ? Optional.empty()
                                : Optional.of(host.state().since()),
                        what));
    }

    private static AttentionItem moveFailed(String pool, String guest, MoveFailures.Failed failed) {
        return new AttentionItem(
                AttentionKind.MOVE_FAILED,
                Optional.empty(),
                Optional.of(pool),
                Optional.of(guest),
                Optional.empty(),
                new AttentionReason.GuestMovesFail(guest, failed.times(), failed.until()));
    }

    private static AttentionItem unserved(Claim claim) {
        return new AttentionItem(
                AttentionKind.DEMAND_UNSERVED,
                Optional.empty(),
                claim.demand().pool(),
                Optional.of(claim.demand().id()),
                Optional.of(claim.demand().from()),
                new AttentionReason.DemandNotServed(
                        claim.demand().id(), claim.demand().by(), claim.missing()));
    }
}
