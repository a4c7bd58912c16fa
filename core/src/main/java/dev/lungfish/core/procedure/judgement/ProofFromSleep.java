package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Proof;
import dev.lungfish.core.procedure.proof.ProofReason;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the last sleep of a procedure showed of its ways back.
public record ProofFromSleep(ProcedureContext context) {

    /// One for each way back of which it showed something.
    public List<Proof> proofs() {
        return Stream.concat(ofTheAlarm().stream(), ofTheCard().stream()).toList();
    }

    /// Nothing where something else woke the host before its alarm could, or the RTC was set
    /// meanwhile.
    private Optional<Proof> ofTheAlarm() {
        Segment last = context.segments().getLast();
        if (context.isUnbounded()) {
            return Optional.empty();
        }
        boolean byAlarm =
                switch (last.cause().kind()) {
                    case ALARM, FOREIGN_ALARM -> true;
                    case CARD, DEVICE, UNKNOWN -> false;
                };
        boolean late = last.off().compareTo(context.settings().lateTolerance(last.state())) > 0;
        boolean early = last.off().compareTo(context.settings().earlyTolerance().negated()) < 0;
        if (byAlarm) {
            return early || (late && !context.request().proved().equals(Optional.of(WayBack.RTC)))
                    ? Optional.empty()
                    : Optional.of(
                            proof(
                                    context.way().fingerprint(),
                                    !late,
                                    new ProofReason.AlarmBroughtBack(
                                            last.off().abs(), last.off().isNegative())));
        }
        return late
                ? Optional.of(
                        proof(
                                context.way().fingerprint(),
                                false,
                                new ProofReason.AlarmDidNotEnd(
                                        context.way().rtc(),
                                        last.off().abs(),
                                        last.off().isNegative(),
                                        last.woke().truncatedTo(ChronoUnit.SECONDS),
                                        last.cause().description())))
                : Optional.empty();
    }

    /// A card that woke the host is proved by that. That it did not wake it shows something only
    /// where packets were to come: where it was to be proved, and nothing but the alarm woke the
    /// host.
    private Optional<Proof> ofTheCard() {
        Optional<NetworkWay> network = context.way().network();
        if (network.isEmpty()) {
            return Optional.empty();
        }
        Segment last = context.segments().getLast();
        Fingerprint fingerprint = network.get().fingerprint();
        return switch (last.cause().kind()) {
            case CARD ->
                    Optional.of(
                            proof(
                                    fingerprint,
                                    true,
                                    new ProofReason.CardBroughtBack(last.cause().description())));
            case ALARM ->
                    last.reason() == AlarmPlan.Reason.PROMISE
                                    && context.request()
                                            .proved()
                                            .equals(Optional.of(WayBack.WAKE_ON_LAN))
                            ? Optional.of(
                                    proof(
                                            fingerprint,
                                            false,
                                            new ProofReason.CardDidNotWake(network.get().card())))
                            : Optional.empty();
            case FOREIGN_ALARM, DEVICE, UNKNOWN -> Optional.empty();
        };
    }

    private Proof proof(Fingerprint fingerprint, boolean held, Reason finding) {
        Segment last = context.segments().getLast();
        return new Proof(fingerprint, last.state(), last.woke(), held, last.latency(), finding);
    }
}
