package dev.lungfish.controller.fleet;

import dev.lungfish.core.fleet.state.WakePath;
import dev.lungfish.core.reason.Reason;
import java.util.List;
import java.util.Optional;

/// What the controller does outside of itself. May take long; called without the lock.
public interface Outside {
    /// Wakes nobody, and nobody answers: for fleets whose hosts wake by their own alarms.
    Outside NOWHERE =
            new Outside() {
                @Override
                public Optional<Reason> wake(
                        Member host, int attempt, WakePath path, List<Member> awake) {
                    return Optional.empty();
                }

                @Override
                public Optional<Reason> answers(Member host, List<Member> awake) {
                    return Optional.empty();
                }
            };

    /// Sends magic packets to a host.
    ///
    /// @param attempt 1 for the first time
    /// @param awake the hosts that are awake now
    /// @return why they were not sent; empty where they were
    Optional<Reason> wake(Member host, int attempt, WakePath path, List<Member> awake);

    /// Looks whether a host answers.
    ///
    /// @return what answers; empty where nothing does
    Optional<Reason> answers(Member host, List<Member> awake);
}
