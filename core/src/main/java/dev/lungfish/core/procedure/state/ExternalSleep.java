package dev.lungfish.core.procedure.state;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.judgement.Answer;
import dev.lungfish.core.procedure.judgement.CauseJudge;
import dev.lungfish.core.procedure.judgement.Outcome;
import dev.lungfish.core.procedure.judgement.OutcomeReason;
import dev.lungfish.core.procedure.judgement.SegmentJudge;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.SleepEvidence.SuspendStatistics;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.sleep.SleepState;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.Optional;

/// Judges a sleep that somebody else asked logind for, by the same evidence as one of ours.
///
/// @param suspended what the host sleeps in when it is suspended: `mem` means suspend-to-RAM on
///   some and suspend-to-idle on others
/// @param rtc whose alarm and time were looked at: `rtc0`
/// @param rtcDevice the device that it sits on, as wakeup sources are named: `00:04`; empty where
///   that is not known
/// @param before what the host looked like when the sleep was announced
/// @param after what it looked like when its end was
public record ExternalSleep(
        SleepState suspended,
        String rtc,
        String rtcDevice,
        SleepEvidence before,
        SleepEvidence after) {

    /// What is to be written down. Nobody promised a time, so the segment is off by nothing where
    /// no alarm was set, and never late.
    public JournalEntry.Foreign judge() {
        SleepState state = counted() ? suspended : SleepState.SUSPEND_TO_DISK;
        Way way =
                new Way(
                        state,
                        Executor.LOGIND,
                        rtc,
                        rtcDevice,
                        Duration.ZERO,
                        Fingerprint.unknown(rtc));
        return switch (new SegmentJudge(way, before, after, new Answer.Entry.Succeeded()).judge()) {
            case SegmentJudge.Verdict.Slept(Duration asleep) -> slept(way, asleep);
            case SegmentJudge.Verdict.Ends(Outcome.Unproven unproven) ->
                    new JournalEntry.Foreign(
                            Optional.empty(),
                            new OutcomeReason.SleepOfOthersUnproven(unproven.reason()));
            case SegmentJudge.Verdict.Ends(Outcome outcome) ->
                    new JournalEntry.Foreign(
                            Optional.empty(),
                            new OutcomeReason.SleepOfOthersFailed(outcome.reason()));
        };
    }

    /// The kernel counts suspends and their failures, and no images: where it counted nothing and
    /// the clocks stood still, there was one.
    private boolean counted() {
        SuspendStatistics earlier = before.statistics();
        SuspendStatistics later = after.statistics();
        boolean nothing =
                same(earlier.success(), later.success()) && same(earlier.fail(), later.fail());
        boolean slept = after.at().asleepSince(before.at()).compareTo(SegmentJudge.LEAST) >= 0;
        return !(nothing && slept);
    }

    private static boolean same(Reading<Long> earlier, Reading<Long> later) {
        return earlier.toOptional().isPresent() && earlier.toOptional().equals(later.toOptional());
    }

    private JournalEntry.Foreign slept(Way way, Duration asleep) {
        Optional<RtcTime> alarm =
                before.alarm().toOptional().orElse(new RtcAlarm.Unarmed())
                                instanceof RtcAlarm.Armed(RtcTime at)
                        ? Optional.of(at)
                        : Optional.empty();
        AlarmPlan plan = new AlarmPlan(rtc, alarm.orElse(RtcTime.LATEST), AlarmPlan.Reason.FOREIGN);
        Duration off =
                alarm.flatMap(at -> after.rtc().toOptional().map(at::until)).orElse(Duration.ZERO);
        Segment segment =
                new CauseJudge(way, Optional.of(plan), before, after, false)
                        .segment(asleep, off, Duration.ZERO);
        return new JournalEntry.Foreign(
                Optional.of(segment),
                new OutcomeReason.SleptByOthers(
                        segment.state(), asleep, alarm.isPresent(), segment.cause().description()));
    }
}
