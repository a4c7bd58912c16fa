package dev.lungfish.core.procedure;

import dev.lungfish.core.reason.Reason;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the last sleep of a course showed of its ways back.
record ProofFromSleep(ProcedureContext course) {

    /// One for each way back of which it showed something.
    List<Proof> proofs() {
        return Stream.concat(ofTheAlarm().stream(), ofTheCard().stream()).toList();
    }

    /// Nothing where something else woke the host before its alarm could, or the RTC was set
    /// meanwhile.
    private Optional<Proof> ofTheAlarm() {
        Segment last = course.segments().getLast();
        if (course.isUnbounded()) {
            return Optional.empty();
        }
        boolean byAlarm =
                switch (last.cause().kind()) {
                    case ALARM, FOREIGN_ALARM -> true;
                    case CARD, DEVICE, UNKNOWN -> false;
                };
        boolean late = last.off().compareTo(course.settings().lateTolerance(last.state())) > 0;
        boolean early = last.off().compareTo(course.settings().earlyTolerance().negated()) < 0;
        if (byAlarm) {
            return early || (late && !course.request().proved().equals(Optional.of(WayBack.RTC)))
                    ? Optional.empty()
                    : Optional.of(
                            proof(
                                    course.way().fingerprint(),
                                    !late,
                                    new ProofReason.AlarmBroughtBack(
                                            last.off().abs(), last.off().isNegative())));
        }
        return late
                ? Optional.of(
                        proof(
                                course.way().fingerprint(),
                                false,
                                new ProofReason.AlarmDidNotEnd(
                                        course.way().rtc(),
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
        Optional<NetworkWay> network = course.way().network();
        if (network.isEmpty()) {
            return Optional.empty();
        }
        Segment last = course.segments().getLast();
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
                                    && course.request()
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
        Segment last = course.segments().getLast();
        return new Proof(fingerprint, last.state(), last.woke(), held, last.latency(), finding);
    }
}
