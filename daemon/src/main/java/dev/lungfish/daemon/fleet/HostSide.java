package dev.lungfish.daemon.fleet;

import dev.lungfish.api.Finished;
import dev.lungfish.core.fleet.energy.MeterReading;
import dev.lungfish.core.fleet.lease.CheckIn;
import dev.lungfish.core.neighbour.HostIdentity;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.Membership;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the link to a controller needs of its host.
///
/// @param identity its name and NICs
/// @param report what it says when it calls
/// @param sleeper begins a request; empty while another one runs
/// @param names makes the name of a request
/// @param awake a clock that nobody sets
/// @param drained takes why no guest may come to the host; empty to let them
/// @param meter reads its meters; empty where there is none
record HostSide(
        Supplier<HostIdentity> identity,
        Report report,
        Function<SleepRequest, Optional<CompletableFuture<Finished>>> sleeper,
        Supplier<String> names,
        Supplier<Duration> awake,
        Consumer<Optional<Reason>> drained,
        Supplier<Optional<MeterReading>> meter) {

    /// Reads what the host says.
    @FunctionalInterface
    interface Report {
        CheckIn read(CheckIn.Cause cause, Membership fleet) throws StateException;
    }
}
