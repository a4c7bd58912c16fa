package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.proof.CardReason;
import dev.lungfish.core.procedure.proof.Findings;
import dev.lungfish.core.procedure.proof.Findings.NicFindings;
import dev.lungfish.core.procedure.proof.NetworkArmingJudge;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofStanding;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.Blocker;
import dev.lungfish.core.procedure.request.PlanStep;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.ProcedureSettings.UnprovedPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides by which network card a request is carried out that relies on magic packets.
record NicAdmission(
        SleepRequest request,
        ProcedureSettings settings,
        Findings findings,
        SleepState state,
        Instant now) {

    /// The card: of those that listen the first that is good enough for the request.
    ///
    /// @param against takes what speaks against every one
    Optional<NetworkWay> choose(List<Reason> against) {
        List<Reason> reasons = new ArrayList<>();
        List<NicFindings> listening = new ArrayList<>();
        for (NicFindings card : findings.cards()) {
            NetworkArmingJudge.whyNot(card.readings())
                    .ifPresentOrElse(
                            why -> reasons.add(new CardReason.CardNotUsable(card.name(), why)),
                            () -> listening.add(card));
        }
        for (NicFindings card : listening) {
            Optional<Reason> why = whyNot(card);
            if (why.isEmpty()) {
                return Optional.of(way(card));
            }
            reasons.add(why.get());
        }
        against.add(new AdmissionReason.NoWayBackByPackets(reasons));
        return Optional.empty();
    }

    private NetworkWay way(NicFindings card) {
        return new NetworkWay(
                card.name(),
                card.devices(),
                card.fingerprint(),
                standing(card) instanceof ProofStanding.Proved proved
                        ? Optional.of(proved)
                        : Optional.empty());
    }

    private ProofStanding standing(NicFindings card) {
        return findings.standing(state, card, now, settings.proofValidity());
    }

    /// Why a card that listens is not relied on. Beside an alarm an unproved one is; in place of an
    /// alarm, none but a proved one.
    private Optional<Reason> whyNot(NicFindings card) {
        if (request.proves()) {
            return Optional.empty();
        }
        boolean alone = !request.reliesOn(WayBack.RTC);
        return switch (standing(card)) {
            case ProofStanding.Proved _ -> Optional.empty();
            case ProofStanding.Unproved(_, _, _, Reason why)
                    when alone || settings.unproved() == UnprovedPolicy.REFUSE ->
                    Optional.of(
                            new AdmissionReason.CardUnproved(
                                    card.name(), state, request.target(), why));
            case ProofStanding.Unproved _ -> Optional.empty();
            case ProofStanding.Failed(_, _, Proof proof)
                    when alone || !request.ignoredBlockers().contains(Blocker.SILENT_ALARM) ->
                    Optional.of(
                            new AdmissionReason.CardProofFailed(
                                    card.name(), state, request.target(), proof.finding()));
            case ProofStanding.Failed _ -> Optional.empty();
        };
    }

    /// What the plan of a request says of its card.
    Optional<PlanStep> inPlan(Optional<NetworkWay> chosen) {
        return chosen.map(network ->
                new PlanStep.BackByPacket(
                        network.card(),
                        request.reliesOn(WayBack.RTC),
                        network.proved().map(proved -> proved.proof().at())));
    }
}
