package dev.lungfish.core.procedure.alarm;

import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;

/// An alarm that was verified. Only [#verify] makes one: from what the RTC said when it was asked
/// again after the alarm was set.
public final class ArmedWake implements VerifiedWake {
    /// How old a verification may get before the sleep is entered.
    public static final Duration FRESH = Duration.ofSeconds(5);

    /// The fraction of a second that an RTC does not show.
    private static final Duration UNSEEN = Duration.ofSeconds(1);

    /// How much later than promised an alarm of whole seconds may be due.
    private static final Duration ROUNDED_UP = Duration.ofSeconds(1);

    private final AlarmPlan plan;
    private final RtcTime readAt;
    private final Duration lead;
    private final Moment verified;

    private ArmedWake(AlarmPlan plan, RtcTime readAt, Duration lead, Moment verified) {
        this.plan = plan;
        this.readAt = readAt;
        this.lead = lead;
        this.verified = verified;
    }

    /// What came of the verification.
    public sealed interface Verification {
        /// The alarm holds.
        record Verified(ArmedWake wake) implements Verification {}

        /// It does not.
        record Rejected(Reason why) implements Verification {}
    }

    /// Compares what the RTC holds with what it should.
    ///
    /// @param plan what should be armed
    /// @param time the RTC's time at the read-back
    /// @param alarm the RTC's alarm at the read-back
    /// @param lead how far ahead the alarm must at least be
    /// @param latest when the host is to be awake at the latest, at the promised time or for a
    ///   wakeup, by the clock that runs on in sleep
    /// @param at the moment at which the RTC was asked
    public static Verification verify(
            AlarmPlan plan,
            RtcTime time,
            RtcAlarm alarm,
            Duration lead,
            Duration latest,
            Moment at) {
        String file = "/sys/class/rtc/" + plan.rtc() + "/wakealarm";
        return switch (alarm) {
            case RtcAlarm.Unarmed _ ->
                    new Verification.Rejected(
                            new ArmingReason.RtcAlarmNotHeld(file, plan.at().secondsSinceEpoch()));
            case RtcAlarm.Armed(RtcTime held) when !held.equals(plan.at()) ->
                    new Verification.Rejected(
                            new ArmingReason.RtcAlarmDiffers(
                                    file, held.secondsSinceEpoch(), plan.at().secondsSinceEpoch()));
            case RtcAlarm.Armed(RtcTime held) when time.until(held).compareTo(lead) < 0 ->
                    new Verification.Rejected(
                            new ArmingReason.RtcAlarmTooNear(file, time.until(held), lead));
            case RtcAlarm.Armed _ -> inTime(new ArmedWake(plan, time, lead, at), latest, file);
        };
    }

    /// An RTC that was set back since the alarm was computed would wake the host too late.
    private static Verification inTime(ArmedWake wake, Duration latest, String file) {
        Duration late = wake.dueSinceBoot().minus(latest);
        return late.compareTo(ROUNDED_UP.plus(UNSEEN)) > 0
                ? new Verification.Rejected(new ArmingReason.RtcAlarmTooLate(file, late))
                : new Verification.Verified(wake);
    }

    /// What is armed.
    public AlarmPlan plan() {
        return plan;
    }

    /// Whether the verification is still new enough to rely on, and the alarm far enough ahead.
    @Override
    public boolean isFresh(Moment now) {
        Duration age = now.passedSince(verified);
        Duration ahead = dueSinceBoot().minus(now.sinceBoot());
        return !age.isNegative()
                && age.compareTo(FRESH) <= 0
                && ahead.compareTo(lead.minus(UNSEEN)) >= 0;
    }

    /// When the alarm is due by the clock that runs on in sleep, late by less than the second that
    /// the RTC does not show.
    public Duration dueSinceBoot() {
        return verified.sinceBoot().plus(readAt.until(plan.at()));
    }

    @Override
    public String toString() {
        return plan + " verified at " + readAt.asIfUtc();
    }
}
