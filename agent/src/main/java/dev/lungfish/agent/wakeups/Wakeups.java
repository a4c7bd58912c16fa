package dev.lungfish.agent.wakeups;

import dev.lungfish.api.OtherWake;
import dev.lungfish.api.WakeupReport;
import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.core.procedure.request.Wakeup;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.core.text.ReasonException;
import dev.lungfish.core.time.CalendarEvent;
import dev.lungfish.core.time.WrittenTime;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcReadings;
import dev.lungfish.core.wake.RtcTime;
import dev.lungfish.linux.node.HostClocks;
import dev.lungfish.linux.rtc.RtcClass;
import dev.lungfish.linux.systemd.WakeTimer;
import dev.lungfish.linux.systemd.WakeTimers;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.state.directory.StateDirectory;
import dev.lungfish.state.directory.StateException;
import dev.lungfish.state.kept.WakeupFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The wakeups of one host.
///
/// @param tree the host
/// @param state where its wakeups are kept
/// @param clocks of the host
/// @param zone in which a time without one is meant
public record Wakeups(HostTree tree, StateDirectory state, HostClocks clocks, ZoneId zone) {
    /// The longest name of a requester, in characters.
    private static final int LONGEST_REQUESTER = 200;

    private static final int ID_LENGTH = 8;

    /// Of wakeups that come again: a host that is woken more often hardly sleeps.
    private static final Duration LEAST_APART = Duration.ofMinutes(1);

    /// How many times are looked at for that.
    private static final int LOOKED_AHEAD = 100;

    /// Those of a host, in the zone of this process.
    public static Wakeups of(HostTree tree, StateDirectory state) {
        return new Wakeups(tree, state, new HostClocks(tree), ZoneId.systemDefault());
    }

    /// Asks for one.
    ///
    /// @param at as people write times ([WrittenTime])
    /// @param stay how long the host is to stay awake; empty for [WakeupOrder#USUAL_STAY]
    /// @param requester who asks, in words
    /// @throws IllegalArgumentException where it is not within the bounds, or there are too many
    /// @throws StateException where it can't be kept
    public Wakeup add(String at, Optional<Duration> stay, String reason, String requester)
            throws StateException {
        Instant now = clocks.now().wall();
        WakeupOrder order =
                new WakeupOrder(
                                WrittenTime.parse(at, ZonedDateTime.ofInstant(now, zone)),
                                stay.orElse(WakeupOrder.USUAL_STAY),
                                reason)
                        .within(now);
        return add(order, Optional.empty(), requester, now);
    }

    /// Asks for one that comes again.
    ///
    /// @param calendar a calendar event of systemd ([CalendarEvent])
    /// @return the one that is kept, with the time at which it comes next
    /// @throws IllegalArgumentException where it is none, comes never or too often, or is not
    ///   within the bounds
    /// @throws StateException where it can't be kept
    public Wakeup addRepeating(
            String calendar, Optional<Duration> stay, String reason, String requester)
            throws StateException {
        Instant now = clocks.now().wall();
        CalendarEvent event = CalendarEvent.parse(calendar);
        WakeupOrder order =
                new WakeupOrder(first(event, now), stay.orElse(WakeupOrder.USUAL_STAY), reason)
                        .checked();
        return add(order, Optional.of(new Wakeup.Repeats(event.written(), now)), requester, now)
                .upcoming(now, zone);
    }

    private Instant first(CalendarEvent event, Instant now) {
        Instant first =
                event.next(now, zone)
                        .orElseThrow(() ->
                                new ReasonException(
                                        new WakeupReason.WakeupNeverComes(event.written())));
        Instant last = first;
        for (int looked = 0; looked < LOOKED_AHEAD; looked++) {
            Optional<Instant> next = event.next(last, zone);
            if (next.isEmpty()) {
                break;
            }
            if (Duration.between(last, next.get()).compareTo(LEAST_APART) < 0) {
                throw new ReasonException(
                        new WakeupReason.WakeupTooOften(event.written(), LEAST_APART));
            }
            last = next.get();
        }
        return first;
    }

    private Wakeup add(
            WakeupOrder order, Optional<Wakeup.Repeats> repeats, String requester, Instant now)
            throws StateException {
        Wakeup wakeup =
                new Wakeup(
                        UUID.randomUUID().toString().replace("-", "").substring(0, ID_LENGTH),
                        requester.length() > LONGEST_REQUESTER
                                ? requester.substring(0, LONGEST_REQUESTER)
                                : requester,
                        order.reason(),
                        order.at(),
                        order.stay(),
                        repeats);
        return WakeupFile.add(state, wakeup, now);
    }

    /// Takes one back; a host that is awake for it sleeps on.
    ///
    /// @throws ReasonException where none has that name
    /// @throws StateException where that can't be kept
    public Wakeup remove(String id) throws StateException {
        return WakeupFile.remove(state, id, clocks.now().wall())
                .orElseThrow(() -> new ReasonException(new WakeupReason.NoSuchWakeup(id)));
    }

    /// All that will wake the host.
    ///
    /// @throws StateException where the wakeups can't be read; what else will wake it is not told
    ///   then either
    public WakeupReport list() throws StateException {
        Moment now = clocks.now();
        List<OtherWake> others = new ArrayList<>();
        List<Reason> unknown = new ArrayList<>();
        alarms(now, others, unknown);
        timers(now, others, unknown);
        others.sort(Comparator.comparing(OtherWake::at));
        return new WakeupReport(
                now.wall(),
                WakeupFile.read(state).stream()
                        .map(wakeup -> wakeup.upcoming(now.wall(), zone))
                        .filter(wakeup -> wakeup.end().plus(Wakeup.KEPT).isAfter(now.wall()))
                        .sorted(Comparator.comparing(Wakeup::at))
                        .toList(),
                others,
                unknown);
    }

    private void alarms(Moment now, List<OtherWake> others, List<Reason> unknown) {
        RtcClass rtcs = new RtcClass(tree);
        Reading<List<RtcReadings>> read = rtcs.devices().map(rtcs::read);
        if (read.broken()) {
            unknown.add(new WakeupReason.AlarmsUnreadable(read.source(), read.found()));
        }
        for (RtcReadings rtc : read.toOptional().orElse(List.of())) {
            if (rtc.alarm().broken() || rtc.time().broken()) {
                Reading<?> broken = rtc.alarm().broken() ? rtc.alarm() : rtc.time();
                unknown.add(
                        new WakeupReason.AlarmUnreadable(
                                rtc.name(), broken.source(), broken.found()));
            }
            if (rtc.time() instanceof Reading.Present<RtcTime>(_, RtcTime time, _)
                    && rtc.alarm() instanceof Reading.Present<RtcAlarm>(_, RtcAlarm alarm, _)
                    && alarm instanceof RtcAlarm.Armed(RtcTime due)
                    && time.until(due).isPositive()) {
                others.add(
                        new OtherWake(
                                OtherWake.Kind.RTC_ALARM,
                                rtc.name(),
                                now.wall().plus(time.until(due))));
            }
        }
    }

    private void timers(Moment now, List<OtherWake> others, List<Reason> unknown) {
        Reading<List<WakeTimer>> timers = WakeTimers.of(tree).read(now);
        if (timers.broken()) {
            unknown.add(new WakeupReason.WakeTimersUnreadable(timers.source(), timers.found()));
        }
        timers.toOptional().orElse(List.of()).stream()
                .filter(timer -> timer.at().isAfter(now.wall()))
                .map(timer -> new OtherWake(OtherWake.Kind.SYSTEMD_TIMER, timer.unit(), timer.at()))
                .forEach(others::add);
    }
}
