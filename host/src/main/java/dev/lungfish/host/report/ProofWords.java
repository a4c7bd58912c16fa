package dev.lungfish.host.report;

import dev.lungfish.core.procedure.Proof;
import dev.lungfish.core.procedure.ProofStanding;
import dev.lungfish.core.wake.SpokenDuration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
                            + ", or until kernel, command line, firmware or RTC change";
            case ProofStanding.Unproved(_, _, String why) -> why;
            case ProofStanding.Failed(_, _, Proof proof) ->
                    "at " + seconds(proof.at()) + ": " + proof.finding();
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
