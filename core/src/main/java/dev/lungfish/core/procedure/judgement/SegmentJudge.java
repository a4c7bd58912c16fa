package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.Segment.SegmentReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.Optional;

/// Judges from two sights of the host whether it slept between them. What the executor said counts
/// least: `Failed to suspend` was seen after a sleep that had worked, and success without one.
public final class SegmentJudge {
    /// Shorter than this nothing is told from what lies between two readings of the clocks.
    public static final Duration LEAST = Duration.ofSeconds(1);

    /// As much may be the sleep of a host that was woken at once.
    private static final Duration DOUBTFUL = Duration.ofMillis(50);

    /// Two clocks that are read one after the other, one of them in whole seconds, agree so far.
    private static final Duration AGREEMENT = Duration.ofSeconds(3);

    private final Way way;
    private final SleepEvidence before;
    private final SleepEvidence after;
    private final Answer.Entry entry;

    /// What is proved.
    public sealed interface Verdict {
        /// The host slept.
        record Slept(Duration asleep) implements Verdict {}

        /// It did not, or nothing can be proved.
        record Ends(Outcome outcome) implements Verdict {}
    }

    public SegmentJudge(Way way, SleepEvidence before, SleepEvidence after, Answer.Entry entry) {
        this.way = way;
        this.before = before;
        this.after = after;
        this.entry = entry;
    }

    public Verdict judge() {
        Duration asleep = after.at().asleepSince(before.at());
        if (entry instanceof Answer.Entry.Hanging(Reason what)) {
            return unproven(asleep, new SegmentReason.SleepHanging(what));
        }
        return asleep.compareTo(LEAST) >= 0 ? clocksStoodStill(asleep) : clocksRanOn(asleep);
    }

    /// The clocks say that the host slept; something else must say so too, and nothing the
    /// contrary: neither that it did not sleep, nor that it slept in another state.
    private Verdict clocksStoodStill(Duration asleep) {
        if (test().isPresent()) {
            return unproven(asleep, new SegmentReason.AsleepInTest(asleep, pretends()));
        }
        if (failed()) {
            return unproven(
                    asleep,
                    succeeded()
                            ? new SegmentReason.AsleepAfterFailure(asleep, failure())
                            : new SegmentReason.AsleepAndFailed(asleep, failure()));
        }
        if (succeeded() && !counted()) {
            return unproven(asleep, new SegmentReason.SuspendedInstead(asleep, way.state()));
        }
        if (counted()) {
            if (succeeded()) {
                return new Verdict.Slept(asleep);
            }
            if (countsKnown()) {
                return unproven(asleep, new SegmentReason.AsleepAndNotCounted(asleep));
            }
        }
        return rtcAgrees()
                ? new Verdict.Slept(asleep)
                : unproven(
                        asleep,
                        new SegmentReason.AsleepAndNotConfirmed(
                                asleep,
                                after.rtc().source(),
                                before.rtc().found(),
                                after.rtc().found()));
    }

    private Verdict clocksRanOn(Duration asleep) {
        if (succeeded() && failed()) {
            return unproven(asleep, new SegmentReason.CountedAfterFailure(failure()));
        }
        if (succeeded() && !counted()) {
            return unproven(asleep, new SegmentReason.SuspendedInstead(asleep, way.state()));
        }
        if (succeeded()) {
            return idledWithClocksRunning()
                    ? new Verdict.Slept(after.at().passedSince(before.at()))
                    : unproven(
                            asleep,
                            test().isPresent()
                                    ? pretends()
                                    : new SegmentReason.CountedAndNotAsleep());
        }
        if (failed()) {
            return neverEntered(
                    word(after.statistics().lastFailedStep()),
                    word(after.statistics().lastFailedDevice()),
                    error(),
                    failure());
        }
        if (entry instanceof Answer.Entry.Refused(Reason what, String error)) {
            return provenAwake(asleep)
                    ? neverEntered("", "", error, what)
                    : unproven(asleep, new SegmentReason.RefusedWithClocksUnclear(what));
        }
        return provenAwake(asleep)
                ? neverEntered("", "", "", new SegmentReason.ReturnedWithoutSleep())
                : unproven(asleep, new SegmentReason.ReturnedUnclear());
    }

    /// Suspend-to-idle leaves the clocks running on some hosts (seen on QEMU's `pc`); a count of
    /// the kernel together with time that passed is the proof there.
    private boolean idledWithClocksRunning() {
        return way.state() == SleepState.SUSPEND_TO_IDLE
                && isMeant(before.test())
                && isMeant(after.test())
                && after.at().passedSince(before.at()).compareTo(LEAST) >= 0;
    }

    private static boolean isMeant(Reading<Choice> test) {
        return test.toOptional().filter(choice -> choice.hasChosen("none")).isPresent();
    }

    /// Whether clocks that ran on prove that the host was awake.
    private boolean provenAwake(Duration asleep) {
        if (asleep.compareTo(DOUBTFUL) >= 0) {
            return false;
        }
        if (way.state() == SleepState.SUSPEND_TO_IDLE) {
            return countsKnown();
        }
        return (counted() && countsKnown()) || rtcAgrees();
    }

    /// The RTC went on by as much as the clock that runs on in sleep.
    private boolean rtcAgrees() {
        Optional<RtcTime> earlier = before.rtc().toOptional();
        Optional<RtcTime> later = after.rtc().toOptional();
        if (earlier.isEmpty() || later.isEmpty()) {
            return false;
        }
        Duration passed = after.at().passedSince(before.at());
        Duration byRtc = earlier.get().until(later.get());
        Duration drift = passed.dividedBy(1000);
        return byRtc.minus(passed).abs().compareTo(AGREEMENT.plus(drift.abs())) <= 0;
    }

    /// Whether the kernel counts this state at all.
    private boolean counted() {
        return switch (way.state()) {
            case SUSPEND_TO_IDLE, STANDBY, SUSPEND_TO_RAM -> true;
            case SUSPEND_TO_DISK, HYBRID -> false;
        };
    }

    private boolean succeeded() {
        return SuspendStatistics.grew(before.statistics().success(), after.statistics().success());
    }

    /// Whether an attempt failed meanwhile, whatever followed: where suspend-to-RAM fails,
    /// systemd-sleep goes on with suspend-to-idle (`src/sleep/sleep.c`, `write_state()`).
    private boolean failed() {
        return SuspendStatistics.grew(before.statistics().fail(), after.statistics().fail());
    }

    private boolean countsKnown() {
        return known(before.statistics()) && known(after.statistics());
    }

    private static boolean known(SuspendStatistics statistics) {
        return statistics.success().toOptional().isPresent()
                && statistics.fail().toOptional().isPresent();
    }

    private Optional<String> test() {
        return before.test()
                .toOptional()
                .flatMap(Choice::chosen)
                .filter(word -> !word.equals("none"));
    }

    private Reason pretends() {
        return new SegmentReason.KernelOnlyPretends(before.test().source(), test().orElse(""));
    }

    private Reason failure() {
        return new SegmentReason.KernelCannotEnter(
                way.state(),
                word(after.statistics().lastFailedStep()),
                word(after.statistics().lastFailedDevice()),
                error());
    }

    private String error() {
        return after.statistics().lastFailedError().toOptional().map(ErrorName::of).orElse("");
    }

    private static String word(Reading<String> reading) {
        return reading.toOptional().map(String::strip).orElse("");
    }

    private Verdict neverEntered(String step, String device, String error, Reason reason) {
        return new Verdict.Ends(
                new Outcome.NeverEntered(
                        step,
                        device,
                        error,
                        test().isPresent()
                                ? new SegmentReason.FailedInTest(reason, pretends())
                                : reason));
    }

    private Verdict unproven(Duration asleep, Reason reason) {
        return new Verdict.Ends(new Outcome.Unproven(asleep, reason));
    }
}
