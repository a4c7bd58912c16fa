package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Evidence;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.evidence.SourceReason;
import dev.lungfish.core.evidence.Support;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepReport.StateVerdict;
import java.util.ArrayList;
import java.util.List;

/// Collects the evidence for one state in the order in which it is looked at, and ends in a
/// verdict. Confined to one thread.
final class Weighing {
    private final SleepState state;
    private final List<Evidence> evidence = new ArrayList<>();

    Weighing(SleepState state) {
        this.state = state;
    }

    /// Goes on from a verdict, with its evidence.
    static Weighing goingOnFrom(StateVerdict verdict) {
        Weighing weighing = new Weighing(verdict.state());
        weighing.evidence.addAll(verdict.evidence());
        return weighing;
    }

    /// Takes a reading as evidence, unless its source does not exist on this host and so says
    /// nothing.
    void consider(Reading<?> reading) {
        if (!(reading instanceof Reading.Absent<?>)) {
            add(reading.evidence());
        }
    }

    /// Takes a reading as evidence; that its source does not exist is evidence too.
    void rely(Reading<?> reading) {
        add(reading.evidence());
    }

    void add(Evidence piece) {
        if (!evidence.contains(piece)) {
            evidence.add(piece);
        }
    }

    StateVerdict supported(Reason reason) {
        return verdict(Support.SUPPORTED, reason);
    }

    StateVerdict unsupported(Reason reason) {
        return verdict(Support.UNSUPPORTED, reason);
    }

    StateVerdict unknown(Reason reason) {
        return verdict(Support.UNKNOWN, reason);
    }

    StateVerdict verdict(Support support, Reason reason) {
        return new StateVerdict(state, support, reason, evidence);
    }

    /// The verdict where a source that decides gave no value.
    StateVerdict unknownFor(Reading<?> reading) {
        rely(reading);
        return unknown(SourceReason.of(reading));
    }
}
