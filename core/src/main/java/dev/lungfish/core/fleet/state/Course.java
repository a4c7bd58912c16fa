package dev.lungfish.core.fleet.state;

import dev.lungfish.core.fleet.lease.Lease;
import dev.lungfish.core.fleet.lease.Verdict;
import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A host while one event is worked through. Not safe to share between threads, and gone after the
/// event.
final class Course {
    final Instant now;
    final HostContext context;
    final HostRules rules;
    private final List<HostAction> actions = new ArrayList<>(2);
    HostState state;
    Target target;
    Optional<Reason> wanted;
    Optional<Reason> held;
    History history;

    Course(FleetHost host, Instant now, HostContext context) {
        this.now = now;
        this.context = context;
        this.rules = context.rules();
        this.state = host.state();
        this.target = host.target();
        this.wanted = host.wanted();
        this.held = host.held();
        this.history = host.history();
    }

    HostStep step() {
        return new HostStep(
                new FleetHost(state, target, wanted, held, history, now),
                actions,
                Limits.next(this));
    }

    void tell(Reason what) {
        actions.add(new HostAction.Tell(what));
    }

    void note(Reason what) {
        actions.add(new HostAction.Note(what));
    }

    void probe() {
        actions.add(new HostAction.Probe());
    }

    void wake(int attempt, WakePath path) {
        actions.add(new HostAction.Wake(attempt, path));
    }

    /// Answers that the host is to stay awake; it calls again after the time that is usual.
    void stay(Reason why) {
        stay(rules.call(), why);
    }

    void stay(Duration again, Reason why) {
        target = Target.AWAKE;
        actions.add(new HostAction.Answer(new Verdict.Stay(context.epoch(), again, why)));
    }

    void drain(Duration again, Reason why) {
        target = Target.ASLEEP;
        actions.add(new HostAction.Answer(new Verdict.Drain(context.epoch(), again, why)));
    }

    void sleep(Lease lease, Reason why) {
        target = Target.ASLEEP;
        actions.add(new HostAction.Answer(new Verdict.Sleep(lease, why)));
    }

    /// Begins to wake the host, whatever it may be in.
    void pursue(Reason why) {
        target = Target.AWAKE;
        state =
                new HostState.Waking(
                        now, state.rest(), Pursuit.begin(now), now.plus(context.wakeLimit()), why);
    }

    void fallSick(Reason why) {
        history = history.fellSick(now, why);
        tell(new FleetReason.HostSick(why, now));
    }

    /// Why no sleep is ordered now, or confirmed.
    ///
    /// @param goesOn whether the host has slept until now, or was told before that it may sleep:
    ///   then it need not have been awake for long
    Optional<FleetReason> refusal(boolean goesOn) {
        if (wanted.isPresent()) {
            return Optional.of(new FleetReason.HostNeeded(wanted.get()));
        }
        if (held.isPresent()) {
            return Optional.of(new FleetReason.HostHeld(held.get()));
        }
        if (state instanceof HostState.Maintenance maintenance) {
            return Optional.of(new FleetReason.HostInMaintenance(maintenance.why()));
        }
        if (history.sickness().isPresent()) {
            History.Spell spell = history.sickness().get();
            return Optional.of(new FleetReason.HostSick(spell.why(), spell.at()));
        }
        Optional<History.Spell> pause = history.pause().filter(spell -> now.isBefore(spell.at()));
        if (pause.isPresent()) {
            return Optional.of(new FleetReason.HostBacksOff(pause.get().why(), pause.get().at()));
        }
        return goesOn ? Optional.empty() : awakeTooShort();
    }

    private Optional<FleetReason> awakeTooShort() {
        Instant since =
                switch (state) {
                    case HostState.Awake awake -> awake.since();
                    case HostState.Settling settling -> settling.since();
                    case HostState.Draining _ -> Instant.MIN;
                    case HostState _ -> now;
                };
        if (since.equals(Instant.MIN)) {
            return Optional.empty();
        }
        Instant until = since.plus(awakeAtLeast());
        return now.isBefore(until)
                ? Optional.of(new FleetReason.HostAwakeTooShort(until))
                : Optional.empty();
    }

    private Duration awakeAtLeast() {
        Duration least = rules.awake();
        for (int i = 0; i < history.flaps() && least.compareTo(rules.longestAwake()) < 0; i++) {
            least = least.multipliedBy(2);
        }
        return least.compareTo(rules.longestAwake()) < 0 ? least : rules.longestAwake();
    }
}
