package dev.lungfish.core.procedure.proof;

import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.procedure.proof.Findings.NicFindings;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
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

    /// By which device: an RTC or a network card.
    String device();

    /// By which way back.
    WayBack way();

    /// It is proved.
    ///
    /// @param until when the proof gets too old
    record Proved(SleepState state, String device, Proof proof, Instant until)
            implements ProofStanding {
        @Override
        public WayBack way() {
            return proof.fingerprint().way();
        }
    }

    /// No proof of it holds.
    ///
    /// @param why none was ever made, or what has changed since the last one
    record Unproved(SleepState state, WayBack way, String device, Reason why)
            implements ProofStanding {}

    /// The last proof of it failed.
    record Failed(SleepState state, String device, Proof proof) implements ProofStanding {
        @Override
        public WayBack way() {
            return proof.fingerprint().way();
        }
    }

    /// Judges what is kept.
    ///
    /// @param kept the last proof of this way
    /// @param now what the host is now
    /// @param time by the wall clock
    static ProofStanding of(
            SleepState state,
            Optional<Proof> kept,
            Fingerprint now,
            Instant time,
            Duration validity) {
        String device = now.deviceName();
        if (kept.isEmpty()) {
            return new Unproved(state, now.way(), device, new ProofReason.NeverProved());
        }
        Proof proof = kept.get();
        if (proof.forbids(now)) {
            return new Failed(state, device, proof);
        }
        return proof.holds(now, time, validity)
                ? new Proved(state, device, proof, proof.at().plus(validity))
                : new Unproved(state, now.way(), device, whyNot(proof, now, time));
    }

    private static Reason whyNot(Proof proof, Fingerprint now, Instant time) {
        List<ProofReason.Change> changes = proof.fingerprint().changesTo(now);
        if (!changes.isEmpty()) {
            return new ProofReason.ChangedSinceProof(proof.at(), changes);
        }
        return proof.at().isAfter(time)
                ? new ProofReason.ProofFromFuture(proof.at())
                : new ProofReason.ProofTooOld(proof.at());
    }

    /// All supported states of a host, with the RTC that it relies on, where there is one, and with
    /// each card that listens or of which something was proved.
    static List<ProofStanding> all(Findings findings, Instant time, Duration validity) {
        List<ProofStanding> standings = new ArrayList<>();
        List<SleepState> states =
                findings.sleep().states().stream()
                        .filter(verdict -> verdict.support() == Support.SUPPORTED)
                        .map(StateVerdict::state)
                        .toList();
        findings.rtcToRelyOn()
                .ifPresent(rtc ->
                        states.forEach(state ->
                                standings.add(findings.standing(state, rtc, time, validity))));
        for (NicFindings card : findings.cards()) {
            for (SleepState state : states) {
                if (card.listens() || findings.kept().proofs().containsKey(card.key(state))) {
                    standings.add(findings.standing(state, card, time, validity));
                }
            }
        }
        return List.copyOf(standings);
    }
}
