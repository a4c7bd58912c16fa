package dev.lungfish.agent.report;

import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How a way back stands. `way` is `rtc` or `wol`, `target` what is asked for to sleep in the
/// state.
public sealed interface WayBackReason extends Reason {
    /// The reason `way-back-proved`.
    ///
    /// @param down how long it took to fall asleep
    /// @param up how long it took to come back
    record WayBackProofHolds(
            Instant at, Instant until, Optional<Duration> down, Optional<Duration> up, String way)
            implements WayBackReason {}

    record WayBackProofMissing(Reason cause, String target, String way) implements WayBackReason {}

    record WayBackProofFailed(Instant at, Reason cause, String target, String way)
            implements WayBackReason {}

    static WayBackReason of(ProofStanding standing) {
        String target = target(standing.state()).spelling();
        String way = standing.way().spelling();
        return switch (standing) {
            case ProofStanding.Proved(_, _, Proof proof, Instant until) ->
                    new WayBackProofHolds(
                            seconds(proof.at()),
                            seconds(until),
                            proof.latency().map(latency -> latency.down()),
                            proof.latency().map(latency -> latency.up()),
                            way);
            case ProofStanding.Unproved(_, _, _, Reason why) ->
                    new WayBackProofMissing(why, target, way);
            case ProofStanding.Failed(_, _, Proof proof) ->
                    new WayBackProofFailed(seconds(proof.at()), proof.finding(), target, way);
        };
    }

    private static SleepTarget target(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_RAM, STANDBY -> SleepTarget.MEM;
            case SUSPEND_TO_IDLE -> SleepTarget.IDLE;
            case SUSPEND_TO_DISK -> SleepTarget.DISK;
            case HYBRID -> SleepTarget.HYBRID;
        };
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
