package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.fleet.state.FleetReason;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// One host of the fleet, as it is known now. Immutable.
///
/// @param row as it was enrolled
/// @param host its state
/// @param call what it told last; empty where it never called
/// @param called when it did; empty where that was before the controller started
/// @param again when time alone changes its state; empty where it never does
public record Member(
        HostTable.Row row,
        FleetHost host,
        Optional<CheckIn> call,
        Optional<Instant> called,
        Optional<Instant> again) {

    /// One that has joined and never called.
    static Member enrolled(HostTable.Row row, Instant now) {
        return new Member(
                row, FleetHost.enrolled(now), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public String id() {
        return row.id();
    }

    public String name() {
        return row.name();
    }

    /// Its name and its NICs.
    public HostIdentity identity() {
        return new HostIdentity(
                row.name(), call.map(told -> told.host().ports()).orElse(List.of()));
    }

    Member as(HostTable.Row now) {
        return new Member(now, host, call, called, again);
    }

    /// What a host told that holds until it says otherwise.
    private record Lasting(
            HostIdentity host,
            Optional<String> uri,
            CheckIn.Capacity capacity,
            List<SleepTarget> returns) {
        static Lasting of(CheckIn call) {
            return new Lasting(call.host(), call.uri(), call.capacity(), call.returns());
        }
    }

    /// Whether what is known of it now must be kept before anybody is answered. Otherwise it has
    /// only called once more, which a controller that starts anew forgets anyway.
    boolean isNews(Member before) {
        return !host.isAsBefore(before.host)
                || !call.map(Lasting::of).equals(before.call.map(Lasting::of));
    }

    /// Whether the plan may see it otherwise than before.
    boolean matters(Member before) {
        return !host.state().spelling().equals(before.host.state().spelling())
                || !host.wanted().equals(before.host.wanted())
                || !host.held().equals(before.host.held())
                || !situation().equals(before.situation())
                || !identity().equals(before.identity());
    }

    /// What it does, as far as a plan asks for it.
    private Optional<List<Object>> situation() {
        return call.map(told -> List.of(told.situation().guests(), told.situation().blockers()));
    }

    Member told(HostTable.Row now, CheckIn what, Instant at) {
        return new Member(now, host, Optional.of(what), Optional.of(at), again);
    }

    Member in(FleetHost next, Optional<Instant> later) {
        return new Member(row, next, call, called, later);
    }

    boolean isDue(Instant now) {
        return again.filter(time -> !time.isAfter(now)).isPresent();
    }

    /// What it says itself; and that it has no way back, as it accepts no lease then.
    private static List<Reason> blockers(CheckIn told, Pools.Place place) {
        SleepTarget target = place.pool().rules().target();
        List<Reason> blockers = told.situation().blockers();
        return told.returns().contains(target)
                ? blockers
                : Stream.concat(
                                Stream.of(new FleetReason.HostWithoutWayBack(target)),
                                blockers.stream())
                        .toList();
    }

    /// The host as the plan sees it.
    ///
    /// @param place where it belongs
    /// @param resume how long it needs from a packet to its call, in 99 of 100 cases
    /// @param ways how many ways to wake it there are
    /// @param watts that it draws more while it is awake
    PoolHost inPool(Pools.Place place, Duration resume, int ways, int watts) {
        return new PoolHost(
                host,
                identity(),
                call.map(CheckIn::capacity).orElse(new CheckIn.Capacity(0, 0)),
                call.map(told -> told.situation().guests()).orElse(OptionalInt.empty()),
                call.map(told -> blockers(told, place)).orElse(List.of()),
                called.flatMap(at -> call.flatMap(CheckIn::nextWakeup).map(at::plus)),
                resume,
                ways,
                watts,
                place.groups(),
                place.domain(),
                place.excluded());
    }
}
