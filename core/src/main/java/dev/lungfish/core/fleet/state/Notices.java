package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Entering;
import dev.lungfish.core.fleet.lease.Lease;
import java.time.Instant;
import java.util.Optional;

/// What follows when a host says that it is about to sleep. Up to the answer a demand wins. An
/// answer may get lost, and then the host sleeps: so whoever was told to stay is in limbo until it
/// calls.
final class Notices {
    private Notices() {}

    static void take(Course course, Entering notice) {
        Optional<Rest> rest = course.state.rest();
        if (notice.lease().isPresent() && notice.lease().equals(course.history.closed())) {
            course.stay(new FleetReason.CallTooLate());
        } else if (course.state instanceof HostState.Maintenance maintenance) {
            course.state =
                    new HostState.Maintenance(
                            maintenance.since(),
                            Optional.of(
                                    rest.filter(sleep -> sleep.isFor(notice.lease()))
                                            .orElseGet(() -> told(course, notice, true))),
                            maintenance.why());
            course.stay(new FleetReason.HostInMaintenance(maintenance.why()));
        } else if (rest.isPresent() && rest.get().isFor(notice.lease())) {
            ours(course, notice, rest.get(), rest.get().lease().orElseThrow());
        } else if (notice.lease().isPresent()) {
            FleetReason why = new FleetReason.LeaseNotKnown(notice.lease().get());
            course.state =
                    new HostState.Limbo(course.now, Optional.of(told(course, notice, false)));
            course.note(why);
            course.stay(why);
        } else {
            FleetReason why = new FleetReason.HostSleptByOthers(notice.request());
            course.state = new HostState.External(course.now, told(course, notice, true));
            course.note(why);
            course.stay(why);
            course.target = Target.ASLEEP;
        }
    }

    private static void ours(Course course, Entering notice, Rest sleep, Lease lease) {
        boolean open =
                course.state instanceof HostState.Ordered
                        || course.state instanceof HostState.Limbo
                        || course.state instanceof HostState.Asleep;
        Optional<FleetReason> no =
                course.refusal(true)
                        .or(() ->
                                open && lease.epoch().equals(course.context.epoch())
                                        ? Optional.empty()
                                        : Optional.of(new FleetReason.LeaseNotKnown(lease.id())));
        Instant until =
                course.now.plus(Calls.most(course, lease, notice.length().orElse(lease.length())));
        Rest promised = new Rest(sleep.lease(), sleep.since(), Optional.of(until), no.isEmpty());
        if (no.isPresent()) {
            course.state = new HostState.Limbo(course.now, Optional.of(promised));
            course.stay(no.get());
        } else {
            course.state = new HostState.Asleep(course.now, promised);
            course.sleep(lease, new FleetReason.LeaseConfirmed(lease.id()));
        }
    }

    /// The sleep that a host tells of, for no lease that is known here.
    private static Rest told(Course course, Entering notice, boolean certain) {
        Instant now = course.now;
        Optional<Instant> until =
                notice.length().map(length -> now.plus(length).plus(course.rules.tolerance()));
        boolean leased = notice.lease().isPresent();
        return new Rest(
                Optional.empty(),
                now,
                leased ? until.or(() -> Optional.of(now.plus(course.context.longest()))) : until,
                certain);
    }
}
