package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.sleep.SleepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a way back from a sleep state stands on a host as it is now.
public sealed interface ProofStanding {
    /// From which state.
    SleepState state();

    /// By which RTC's alarm.
    String rtc();

    /// It is proved.
    ///
    /// @param until when the proof gets too old
    record Proved(SleepState state, String rtc, Proof proof, Instant until)
            implements ProofStanding {}

    /// No proof of it holds.
    ///
    /// @param why none was ever made, or what has changed since the last one
    record Unproved(SleepState state, String rtc, String why) implements ProofStanding {}

    /// The last proof of it failed.
    record Failed(SleepState state, String rtc, Proof proof) implements ProofStanding {}

    /// Judges what is kept.
    ///
    /// @param kept the last proof of this way
    /// @param now what the host is now
    /// @param time by the wall clock
    static ProofStanding of(
            SleepState state,
            String rtc,
            Optional<Proof> kept,
            Fingerprint now,
            Instant time,
            Duration validity) {
        if (kept.isEmpty()) {
            return new Unproved(state, rtc, "it was never proved");
        }
        Proof proof = kept.get();
        if (proof.forbids(now)) {
            return new Failed(state, rtc, proof);
        }
        return proof.holds(now, time, validity)
                ? new Proved(state, rtc, proof, proof.at().plus(validity))
                : new Unproved(state, rtc, whyNot(proof, now, time));
    }

    private static String whyNot(Proof proof, Fingerprint now, Instant time) {
        List<String> changes = proof.fingerprint().changesTo(now);
        if (!changes.isEmpty()) {
            return "since the proof of " + proof.at() + " " + String.join(", and ", changes);
        }
        return proof.at().isAfter(time)
                ? "the proof of " + proof.at() + " lies in the future: the clock was set"
                : "the proof of " + proof.at() + " is too old";
    }

    /// All supported states of a host with the RTC that it relies on; none where there is no RTC to
    /// rely on.
    static List<ProofStanding> all(Findings findings, Instant time, Duration validity) {
        List<ProofStanding> standings = new ArrayList<>();
        findings.rtcToRelyOn()
                .ifPresent(rtc ->
                        findings.sleep().states().stream()
                                .filter(verdict -> verdict.support() == Support.SUPPORTED)
                                .forEach(verdict ->
                                        standings.add(
                                                findings.standing(
                                                        verdict.state(), rtc, time, validity))));
        return List.copyOf(standings);
    }
}
