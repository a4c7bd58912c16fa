package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.DueWakeups;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.proof.Fingerprint;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.procedure.request.ProcedureSettings;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.WayBack;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a procedure has come to know and has changed so far, after the request was admitted.
///
/// @param promised when the host is to be back, by the clock that runs on in sleep; zero until the
///   delay is over; so far ahead that it never comes where the sleep has no bound
/// @param ofRequest what was changed for the whole request, the last change first
/// @param ofSleep what was changed for the sleep at hand, the last change first
/// @param segments the sleeps so far
/// @param leftBehind what could not be undone so far
/// @param appointments what is known of wakeups that others asked for
/// @param accepted whether the acceptance stands in the journal, so that there must be an outcome
public record ProcedureContext(
        SleepRequest request,
        ProcedureSettings settings,
        Way way,
        Duration promised,
        List<Undo> ofRequest,
        List<Undo> ofSleep,
        List<Segment> segments,
        List<Reason> leftBehind,
        DueWakeups appointments,
        boolean accepted) {
    public ProcedureContext {
        ofRequest = List.copyOf(ofRequest);
        ofSleep = List.copyOf(ofSleep);
        segments = List.copyOf(segments);
        leftBehind = List.copyOf(leftBehind);
    }

    /// Longer than any host sleeps.
    private static final Duration FOREVER = Duration.ofDays(3_660_000);

    public static ProcedureContext of(SleepRequest request, ProcedureSettings settings, Way way) {
        return new ProcedureContext(
                request,
                settings,
                way,
                Duration.ZERO,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                DueWakeups.none(),
                false);
    }

    public ProcedureContext accept() {
        return with(way, promised, ofRequest, ofSleep, segments, leftBehind, appointments, true);
    }

    public ProcedureContext promise(Duration sinceBoot) {
        return with(
                way, sinceBoot, ofRequest, ofSleep, segments, leftBehind, appointments, accepted);
    }

    public ProcedureContext by(Way other) {
        return with(
                other, promised, ofRequest, ofSleep, segments, leftBehind, appointments, accepted);
    }

    /// The same context, which also rolls this back after the sleep at hand.
    ///
    /// @param undo of a change that is about to be made
    public ProcedureContext willUndo(Undo undo) {
        return with(
                way,
                promised,
                ofRequest,
                pushed(undo, ofSleep),
                segments,
                leftBehind,
                appointments,
                accepted);
    }

    /// The same context, which also rolls this back at the end of the request.
    ///
    /// @param undo of a change that is about to be made
    public ProcedureContext willUndoAtTheEnd(Undo undo) {
        return with(
                way,
                promised,
                pushed(undo, ofRequest),
                ofSleep,
                segments,
                leftBehind,
                appointments,
                accepted);
    }

    /// The same without anything to undo for the sleep at hand: it is undone.
    public ProcedureContext nothingToUndoOfSleep() {
        return undoingOfSleep(List.of());
    }

    /// The same with alarms of ours that stay, as the sleep may yet be entered.
    public ProcedureContext keepingAlarms() {
        return undoingOfSleep(
                ofSleep.stream().filter(undo -> !(undo instanceof Undo.ClearAlarm)).toList());
    }

    private ProcedureContext undoingOfSleep(List<Undo> left) {
        return with(way, promised, ofRequest, left, segments, leftBehind, appointments, accepted);
    }

    public ProcedureContext slept(Segment segment) {
        return with(
                way,
                promised,
                ofRequest,
                ofSleep,
                joined(segments, segment),
                leftBehind,
                appointments,
                accepted);
    }

    public ProcedureContext leavingBehind(List<? extends Reason> more) {
        return with(
                way,
                promised,
                ofRequest,
                ofSleep,
                segments,
                Stream.<Reason>concat(leftBehind.stream(), more.stream()).toList(),
                appointments,
                accepted);
    }

    public ProcedureContext heeding(DueWakeups other) {
        return with(way, promised, ofRequest, ofSleep, segments, leftBehind, other, accepted);
    }

    /// When the host was last woken.
    public Optional<Instant> woke() {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.getLast().woke());
    }

    /// When the sleep at hand must have ended, by the clock that runs on in sleep: at the promised
    /// time, or before it for a wakeup.
    public Duration latest() {
        return appointments.next().filter(next -> next.compareTo(promised) < 0).orElse(promised);
    }

    /// Whether an alarm of somebody else was taken out that comes before this one: it was later
    /// than what was planned then, and a wakeup was taken back since. It must be put back first.
    public boolean hasTakenAlarm(AlarmPlan plan) {
        return ofSleep.stream()
                .anyMatch(undo ->
                        undo instanceof Undo.PutBackAlarm(String rtc, RtcTime foreign)
                                && rtc.equals(plan.rtc())
                                && foreign.compareTo(plan.at()) <= 0);
    }

    /// All that is to be undone at the end, in that order.
    public List<Undo> everything() {
        return Stream.concat(ofSleep.stream(), ofRequest.stream()).toList();
    }

    /// How long the host slept so far.
    public Duration asleep() {
        return segments.stream().map(Segment::asleep).reduce(Duration.ZERO, Duration::plus);
    }

    /// For how long the request wants the host to sleep.
    public Duration length() {
        return request.length().orElse(FOREVER);
    }

    /// Whether no alarm is to end the sleep.
    public boolean isUnbounded() {
        return request.length().isEmpty();
    }

    /// What a proof of the way back that the request is to prove holds for.
    public Fingerprint proving() {
        return request.proved().equals(Optional.of(WayBack.WAKE_ON_LAN))
                ? way.network().map(NetworkWay::fingerprint).orElse(way.fingerprint())
                : way.fingerprint();
    }

    public Duration lead() {
        return settings.lead(way.state());
    }

    private ProcedureContext with(
            Way newWay,
            Duration newPromised,
            List<Undo> newOfRequest,
            List<Undo> newOfSleep,
            List<Segment> newSegments,
            List<Reason> newLeftBehind,
            DueWakeups newAppointments,
            boolean newAccepted) {
        return new ProcedureContext(
                request,
                settings,
                newWay,
                newPromised,
                newOfRequest,
                newOfSleep,
                newSegments,
                newLeftBehind,
                newAppointments,
                newAccepted);
    }

    private static List<Segment> joined(List<Segment> segments, Segment last) {
        return Stream.concat(segments.stream(), Stream.of(last)).toList();
    }

    private static List<Undo> pushed(Undo undo, List<Undo> stack) {
        return Stream.concat(Stream.of(undo), stack.stream()).toList();
    }
}
