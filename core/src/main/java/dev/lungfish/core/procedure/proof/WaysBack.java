package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How the ways back of a host stand.
///
/// @param standings of each supported state with each device that could end it
/// @param unreadable why more may be known than could be read; empty where all was
public record WaysBack(List<ProofStanding> standings, Optional<Reason> unreadable) {
    public WaysBack {
        standings = List.copyOf(standings);
    }

    /// Those of a host that was examined.
    public static WaysBack of(Findings findings, Instant time, Duration validity) {
        return new WaysBack(
                ProofStanding.all(findings, time, validity), findings.kept().unreadable());
    }

    /// Of a host that could not be examined.
    public static WaysBack unknown(Reason why) {
        return new WaysBack(List.of(), Optional.of(why));
    }
}
