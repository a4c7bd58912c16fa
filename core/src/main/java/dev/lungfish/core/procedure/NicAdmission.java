package dev.lungfish.core.procedure;

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
    Optional<NetworkWay> choose(List<String> against) {
        List<String> reasons = new ArrayList<>();
        List<NicFindings> listening = new ArrayList<>();
        for (NicFindings card : findings.cards()) {
            NetworkArmingJudge.whyNot(card.readings())
                    .ifPresentOrElse(
                            why -> reasons.add(card.name() + ": " + why),
                            () -> listening.add(card));
        }
        for (NicFindings card : listening) {
            Optional<String> why = whyNot(card);
            if (why.isEmpty()) {
                return Optional.of(way(card));
            }
            reasons.add(why.get());
        }
        against.add(
                "no way back by magic packets: "
                        + (reasons.isEmpty()
                                ? "this host has no network card"
                                : String.join("; ", reasons)));
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
    private Optional<String> whyNot(NicFindings card) {
        if (request.proves()) {
            return Optional.empty();
        }
        boolean alone = !request.reliesOn(WayBack.RTC);
        return switch (standing(card)) {
            case ProofStanding.Proved _ -> Optional.empty();
            case ProofStanding.Unproved(_, _, _, String why)
                    when alone || settings.unproved() == UnprovedPolicy.REFUSE ->
                    Optional.of(
                            card.name()
                                    + " is not proved to wake the host from "
                                    + state.spelling()
                                    + ": "
                                    + why
                                    + prove());
            case ProofStanding.Unproved _ -> Optional.empty();
            case ProofStanding.Failed(_, _, Proof proof)
                    when alone || !request.ignoredBlockers().contains(Admission.SILENT_ALARM) ->
                    Optional.of(
                            card.name()
                                    + " does not wake the host from "
                                    + state.spelling()
                                    + ": "
                                    + proof.finding()
                                    + prove());
            case ProofStanding.Failed _ -> Optional.empty();
        };
    }

    private String prove() {
        return Admission.remedy(
                "lungfish prove " + request.target().spelling() + " --wake wol --via NEIGHBOUR");
    }

    /// What the plan of a request says of its card.
    List<String> inPlan(Optional<NetworkWay> chosen) {
        return chosen.map(network ->
                        List.of(
                                (request.reliesOn(WayBack.RTC)
                                                ? "back earlier by a magic packet to "
                                                : "back by a magic packet to ")
                                        + network.card()
                                        + network.proved()
                                                .map(proved -> ", proved at " + proved.proof().at())
                                                .orElse(", which is not proved")))
                .orElse(List.of());
    }
}
