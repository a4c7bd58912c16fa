package dev.lungfish.core.fleet.state;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One host of a fleet: what is wanted of it, what is known of it, and what is remembered.
///
/// The moments of events are the controller's clock. Where it was set back since the last event,
/// all times of the host move with it, as if no time had passed; where it was set forward, the host
/// is due and woken early. Neither loses it.
///
/// @param state what is known
/// @param target what the plan wanted last; a demand wants it awake
/// @param wanted who needs the host now; empty where nobody does
/// @param held why it is not to be put to sleep; empty where nobody holds it
/// @param history what is remembered
/// @param seen the moment of the latest event
public record FleetHost(
        HostState state,
        Target target,
        Optional<Reason> wanted,
        Optional<Reason> held,
        History history,
        Instant seen) {

    /// A host that was taken into the fleet just now.
    public static FleetHost enrolled(Instant now) {
        return new FleetHost(
                new HostState.Unknown(now, Optional.empty()),
                Target.AWAKE,
                Optional.empty(),
                Optional.empty(),
                History.NONE,
                now);
    }

    /// What comes of an event. It never throws, whatever is handed in at whatever time.
    public HostStep on(HostEvent event, HostContext context) {
        Course course = new Course(at(event.now()), event.now(), context);
        switch (event) {
            case HostEvent.CheckedIn called -> Calls.take(course, called);
            case HostEvent.GoingDown going -> Notices.take(course, going.notice());
            case HostEvent other -> Changes.take(course, other);
        }
        Limits.pass(course);
        return course.step();
    }

    /// Why a sleep would not be ordered from a host that is awake, as far as that lies in the host;
    /// empty where nothing speaks against one. A plan asks so before it chooses a host.
    public Optional<FleetReason> speaksAgainstSleep(Instant now, HostContext context) {
        return new Course(at(now), now, context).refusal(false);
    }

    /// Whether nothing of this differs from what was known before, but when the host called last
    /// and when it is to call again. A controller that has lost that asks the host anew.
    public boolean isAsBefore(FleetHost before) {
        return isAsBefore(state, before.state)
                && target == before.target
                && wanted.equals(before.wanted)
                && held.equals(before.held)
                && history.isAsBefore(before.history);
    }

    private static boolean isAsBefore(HostState now, HostState before) {
        boolean goesOn =
                (now instanceof HostState.Awake && before instanceof HostState.Awake)
                        || (now instanceof HostState.Sick && before instanceof HostState.Sick);
        return goesOn ? now.since().equals(before.since()) : now.equals(before);
    }

    private FleetHost at(Instant now) {
        if (!now.isBefore(seen)) {
            return this;
        }
        Duration by = Duration.between(seen, now);
        return new FleetHost(state.moved(by), target, wanted, held, history.moved(by), now);
    }
}
