package dev.lungfish.agent.report;

import dev.lungfish.core.procedure.Proof;
import dev.lungfish.core.procedure.ProofStanding;
import dev.lungfish.core.procedure.SleepTarget;
import dev.lungfish.core.procedure.WayBack;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.time.SpokenDuration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// How a way back stands, in words.
public final class ProofWords {
    private ProofWords() {}

    /// `proved`, `unproved` or `failed`.
    public static String verdict(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved _ -> "proved";
            case ProofStanding.Unproved _ -> "unproved";
            case ProofStanding.Failed _ -> "failed";
        };
    }

    /// Why, in one sentence.
    public static String reason(ProofStanding standing) {
        return switch (standing) {
            case ProofStanding.Proved(_, _, Proof proof, Instant until) ->
                    "at "
                            + seconds(proof.at())
                            + latency(proof)
                            + "; holds until "
                            + seconds(until)
                            + ", or until kernel, command line, firmware or "
                            + device(standing.way())
                            + " change";
            case ProofStanding.Unproved(_, _, _, String why) -> why;
            case ProofStanding.Failed(_, _, Proof proof) ->
                    "at " + seconds(proof.at()) + ": " + proof.finding();
        };
    }

    private static String device(WayBack way) {
        return switch (way) {
            case RTC -> "RTC";
            case WAKE_ON_LAN -> "network card";
        };
    }

    /// What to do; empty where nothing is.
    public static Optional<String> remedy(ProofStanding standing) {
        String prove =
                "lungfish prove "
                        + target(standing.state()).spelling()
                        + switch (standing.way()) {
                            case RTC -> "";
                            case WAKE_ON_LAN -> " --wake wol --via NEIGHBOUR";
                        };
        return switch (standing) {
            case ProofStanding.Proved _ -> Optional.empty();
            case ProofStanding.Unproved _ -> Optional.of(prove);
            case ProofStanding.Failed _ -> Optional.of("mend the cause, then " + prove);
        };
    }

    /// What is asked for to sleep in a state.
    private static SleepTarget target(SleepState state) {
        return switch (state) {
            case SUSPEND_TO_RAM, STANDBY -> SleepTarget.MEM;
            case SUSPEND_TO_IDLE -> SleepTarget.IDLE;
            case SUSPEND_TO_DISK -> SleepTarget.DISK;
            case HYBRID -> SleepTarget.HYBRID;
        };
    }

    private static String latency(Proof proof) {
        return proof.latency()
                .map(latency ->
                        ", "
                                + SpokenDuration.of(latency.down())
                                + " down, "
                                + SpokenDuration.of(latency.up())
                                + " up")
                .orElse("");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
