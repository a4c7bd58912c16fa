package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.procedure.proof.CardReason;
import dev.lungfish.core.procedure.proof.NetworkArmingJudge;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.NetworkReadings;
import java.time.Duration;
import java.util.Optional;

/// A network card that brings the host back, verified: it was seen to do so from this state on this
/// host as it is, and it listens now. Only [#verify] makes one, from a proof that holds and from
/// what the card said when it was asked again right before the sleep.
public final class ProvedNic implements VerifiedWake {
    private final ProofStanding.Proved standing;
    private final Moment verified;

    private ProvedNic(ProofStanding.Proved standing, Moment verified) {
        this.standing = standing;
        this.verified = verified;
    }

    /// What came of the verification.
    public sealed interface Verification {
        /// The card listens, and is proved.
        record Verified(ProvedNic card) implements Verification {}

        /// It does not, or is not.
        record Rejected(Reason why) implements Verification {}
    }

    /// Compares what the card says with what it should.
    ///
    /// @param standing its proof
    /// @param readings of the card now
    /// @param at the moment at which it was asked
    public static Verification verify(
            ProofStanding.Proved standing, NetworkReadings readings, Moment at) {
        if (standing.way() != WayBack.WAKE_ON_LAN || !standing.device().equals(readings.name())) {
            return new Verification.Rejected(
                    new CardReason.ProofOfOtherDevice(standing.device(), readings.name()));
        }
        if (standing.until().isBefore(at.wall())) {
            return new Verification.Rejected(new CardReason.CardProofExpired(readings.name()));
        }
        Optional<Reason> why = NetworkArmingJudge.whyNot(readings);
        return why.isPresent()
                ? new Verification.Rejected(
                        new CardReason.CardNotUsable(readings.name(), why.get()))
                : new Verification.Verified(new ProvedNic(standing, at));
    }

    /// The name of its interface.
    public String card() {
        return standing.device();
    }

    /// The proof that is relied on.
    public Proof proof() {
        return standing.proof();
    }

    @Override
    public boolean isFresh(Moment now) {
        Duration age = now.passedSince(verified);
        return !age.isNegative() && age.compareTo(ArmedWake.FRESH) <= 0;
    }

    @Override
    public String toString() {
        return "magic packets to " + card() + ", proved at " + proof().at();
    }
}
