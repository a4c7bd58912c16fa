package dev.lungfish.controller.fleet;

import dev.lungfish.controller.store.HostTable;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.fleet.pool.PoolHost;
import dev.lungfish.core.fleet.state.FleetHost;
import dev.lungfish.core.neighbour.HostIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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

    Member told(HostTable.Row now, CheckIn what, Instant at) {
        return new Member(now, host, Optional.of(what), Optional.of(at), again);
    }

    Member in(FleetHost next, Optional<Instant> later) {
        return new Member(row, next, call, called, later);
    }

    boolean isDue(Instant now) {
        return again.filter(time -> !time.isAfter(now)).isPresent();
    }

    /// The host as the plan sees it.
    PoolHost inPool(FleetSettings settings) {
        return new PoolHost(
                host,
                identity(),
                call.map(CheckIn::capacity).orElse(new CheckIn.Capacity(0, 0)),
                call.map(told -> told.situation().guests()).orElse(OptionalInt.empty()),
                call.map(told -> told.situation().blockers()).orElse(List.of()),
                called.flatMap(at -> call.flatMap(CheckIn::nextWakeup).map(at::plus)),
                settings.resume(),
                settings.ways(),
                0,
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }
}
