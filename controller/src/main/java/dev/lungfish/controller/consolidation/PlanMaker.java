package dev.lungfish.controller.consolidation;

import dev.lungfish.controller.config.MovesConfiguration;
import dev.lungfish.controller.fleet.PlacedPool;
import dev.lungfish.controller.store.MoveTable;
import dev.lungfish.core.fleet.consolidation.Binding;
import dev.lungfish.core.fleet.consolidation.Consolidation;
import dev.lungfish.core.fleet.consolidation.ConsolidationReason;
import dev.lungfish.core.fleet.consolidation.ConsolidationRules;
import dev.lungfish.core.fleet.consolidation.Evacuation;
import dev.lungfish.core.fleet.consolidation.GuestLoad;
import dev.lungfish.core.fleet.consolidation.HostRoom;
import dev.lungfish.core.fleet.consolidation.MoveFailures;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes a plan of what was seen. Does nothing itself.
///
/// @param moves how guests are moved
record PlanMaker(MovesConfiguration moves) {
    private static final ConsolidationRules USUAL = ConsolidationRules.usual();

    /// What a plan is made of besides the pool.
    ///
    /// @param surveys of hosts, by their names
    /// @param drained who drains hosts, by their names
    /// @param open moves whose outcome is not known: their hosts are left alone
    record Seen(
            Map<String, HostSurvey> surveys,
            Map<String, String> drained,
            List<MoveTable.Row> open,
            MoveFailures failures) {}

    PoolPlan plan(PlacedPool pool, Instant now, Seen seen) {
        Map<String, Reason> unknown = new LinkedHashMap<>();
        List<HostRoom> rooms = new ArrayList<>();
        List<GuestLoad> guests = new ArrayList<>();
        for (PlacedPool.Host host : pool.hosts()) {
            Optional<Reason> no = leftAlone(host, seen);
            if (no.isPresent()) {
                unknown.put(host.name(), no.get());
            } else if (seen.surveys().get(host.name()) instanceof HostSurvey.Seen there) {
                rooms.add(
                        new HostRoom(
                                host.name(),
                                there.room(),
                                there.cpu(),
                                there.models(),
                                there.labels(),
                                true,
                                host.energy(),
                                host.kept()));
                guests.addAll(there.guests());
            }
        }
        List<GuestLoad> bound = named(guests).stream().map(seen.failures()::bind).toList();
        ConsolidationRules rules =
                new ConsolidationRules(
                        pool.reserve(),
                        pool.awake(),
                        moves.failureCovered(),
                        moves.most(),
                        moves.atOnce(),
                        USUAL.joulesPerGibibyte(),
                        USUAL.steps());
        Map<String, String> drained = seen.drained();
        Evacuation evacuation =
                rooms.stream().anyMatch(host -> drained.containsKey(host.name()))
                        ? Evacuation.plan(now, rooms, bound, drained.keySet(), rules)
                        : Evacuation.NONE;
        return new PoolPlan(
                pool,
                now,
                Consolidation.plan(
                        now,
                        rooms.stream().filter(host -> !drained.containsKey(host.name())).toList(),
                        bound.stream().filter(guest -> !drained.containsKey(guest.host())).toList(),
                        rules),
                evacuation,
                drained,
                unknown,
                seen.open());
    }

    private static Optional<Reason> leftAlone(PlacedPool.Host host, Seen seen) {
        Optional<Reason> move =
                seen.open().stream()
                        .filter(open ->
                                open.source().equals(host.name())
                                        || open.destination().equals(host.name()))
                        .<Reason>map(open -> new PlacementReason.HostHasOpenMove(open.guest()))
                        .findFirst();
        if (move.isPresent()) {
            return move;
        }
        HostSurvey survey = seen.surveys().get(host.name());
        if (survey instanceof HostSurvey.Unknown(Reason why)) {
            return Optional.of(why);
        }
        return survey == null
                ? Optional.of(new PlacementReason.HostWithoutLibvirt(host.name()))
                : Optional.empty();
    }

    /// libvirt knows guests by their names: of two with one name none is moved.
    private static List<GuestLoad> named(List<GuestLoad> guests) {
        Map<String, List<GuestLoad>> byName =
                guests.stream()
                        .collect(
                                Collectors.groupingBy(
                                        GuestLoad::name, LinkedHashMap::new, Collectors.toList()));
        List<GuestLoad> all = new ArrayList<>();
        byName.forEach((name, same) -> {
            if (same.size() == 1) {
                all.addAll(same);
                return;
            }
            for (GuestLoad guest : same) {
                String other =
                        same.stream()
                                .map(GuestLoad::host)
                                .filter(host -> !host.equals(guest.host()))
                                .findFirst()
                                .orElse(guest.host());
                all.add(
                        new GuestLoad(
                                "%s@%s".formatted(name, guest.host()),
                                guest.host(),
                                guest.needs(),
                                guest.cpu(),
                                guest.labels(),
                                guest.together(),
                                guest.apart(),
                                new Binding.Bound(new ConsolidationReason.GuestNameTwice(other))));
            }
        });
        return all;
    }
}
