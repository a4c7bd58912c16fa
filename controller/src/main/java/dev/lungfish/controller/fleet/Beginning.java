package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.HoldTable;
import dev.lungfish.controller.store.HostTable;
import dev.lungfish.controller.store.StateTable;
import dev.lungfish.controller.store.Transaction;
import dev.lungfish.core.fleet.demand.Demand;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.HostEvent;
import dev.lungfish.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a controller finds when it starts.
///
/// @param restored whether it was put there from a backup
/// @param forgotten identities of hosts whose state another version has written
record Beginning(
        Instant now,
        boolean restored,
        List<Member> members,
        List<Demand> demands,
        List<HoldTable.Row> holds,
        Set<String> forgotten) {

    static Beginning read(Transaction transaction, Instant now) {
        Map<String, StateTable.Row> states = transaction.states().all();
        List<Member> members = new ArrayList<>();
        Set<String> forgotten = new TreeSet<>();
        for (HostTable.Row host : transaction.hosts().all()) {
            if (host.revoked().isPresent()) {
                continue;
            }
            Optional<StateTable.Row> state = Optional.ofNullable(states.get(host.id()));
            Optional<FleetHost> known = state.flatMap(StateTable.Row::host);
            if (state.isPresent() && known.isEmpty()) {
                forgotten.add(host.id());
            }
            members.add(
                    new Member(
                            host,
                            known.orElseGet(() -> FleetHost.enrolled(now)),
                            state.flatMap(StateTable.Row::call),
                            Optional.empty(),
                            Optional.empty()));
        }
        return new Beginning(
                now,
                transaction.isRestored(),
                members,
                transaction.demands().all(),
                transaction.holds().all(),
                forgotten);
    }

    /// What happens to a host at the start.
    List<HostEvent> events(Member member) {
        List<HostEvent> events = new ArrayList<>();
        if (restored) {
            events.add(new HostEvent.Restored(now));
            events.add(new HostEvent.EpochRaised(now));
        }
        events.add(new HostEvent.Started(now));
        if (forgotten.contains(member.id())) {
            for (HoldTable.Row hold : holds) {
                if (hold.host().equals(member.id())) {
                    Change change =
                            hold.maintenance()
                                    ? new Change.BeginMaintenance(hold.source())
                                    : new Change.Hold(hold.source());
                    events.add(change.event(now));
                }
            }
        }
        return events;
    }

    /// What is told of a host whose state is not understood any more.
    Optional<Reason> forgotten(Member member) {
        return forgotten.contains(member.id())
                ? Optional.of(new LoopReason.HostStateForgotten(member.name()))
                : Optional.empty();
    }
}
