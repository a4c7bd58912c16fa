package dev.lungfish.core.procedure.judgement;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.alarm.AlarmPlan;
import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.procedure.alarm.WakeCause;
import dev.lungfish.core.procedure.alarm.WakeCause.CauseReason;
import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.proof.Way;
import dev.lungfish.core.procedure.proof.Way.NetworkWay;
import dev.lungfish.core.wake.RtcAlarm;
import dev.lungfish.core.wake.RtcTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names what woke the host.
///
/// **Source:** what each trace looks like after which wake was seen on kernel 6.1 and 6.12 under
/// QEMU: an alarm that fired is empty, the wakeup source of the RTC's device counts; after a wake
/// by something else the alarm stands; `pm_wakeup_irq` is often empty after suspend-to-RAM.
///
/// @param plan what was to end the sleep; empty where nothing was
/// @param late whether the host was back so late that its alarm can't have woken it
public record CauseJudge(
        Way way,
        Optional<AlarmPlan> plan,
        SleepEvidence before,
        SleepEvidence after,
        boolean late) {

    WakeCause cause() {
        List<CauseReason.Trace> others = new ArrayList<>();
        List<CauseReason.Trace> clocks = new ArrayList<>();
        collect(others, clocks);
        Optional<WakeCause> card = card();
        // An alarm that comes due while a host is on its way back fires as well.
        if (card.isPresent()) {
            return card.get();
        }
        boolean fired = !alarmStands() && due();
        if (fired && !(late && !others.isEmpty())) {
            String whose = plan.map(AlarmPlan::whose).orElse("");
            return isOurs()
                    ? new WakeCause(
                            WakeCause.Kind.ALARM,
                            new CauseReason.AlarmFired(way.rtc(), whose, clocks))
                    : new WakeCause(
                            WakeCause.Kind.FOREIGN_ALARM,
                            new CauseReason.OtherAlarmFired(way.rtc(), whose, clocks));
        }
        return others.isEmpty()
                ? new WakeCause(WakeCause.Kind.UNKNOWN, new CauseReason.NothingNamed(silentAlarm()))
                : new WakeCause(
                        WakeCause.Kind.DEVICE, new CauseReason.DeviceWoke(others, silentAlarm()));
    }

    /// The card that the request relied on, where its device counted a wake or, if no other device
    /// did and no clock, a bridge above it.
    private Optional<WakeCause> card() {
        return way.network().filter(network -> !network.devices().isEmpty()).flatMap(this::card);
    }

    private Optional<WakeCause> card(NetworkWay network) {
        List<String> counted = grown(before.wakeEvents(), after.wakeEvents());
        List<String> own = network.devices().stream().filter(counted::contains).toList();
        boolean itself = own.contains(network.devices().getFirst());
        return !own.isEmpty() && (itself || own.containsAll(counted))
                ? Optional.of(
                        new WakeCause(
                                WakeCause.Kind.CARD,
                                new CauseReason.CardWoke(network.card(), own, silentAlarm())))
                : Optional.empty();
    }

    private boolean isOurs() {
        return plan.filter(AlarmPlan::isOurs).isPresent();
    }

    /// When the alarm is due that stood in the RTC when the host fell asleep, ours or not.
    private Optional<RtcTime> armed() {
        return plan.map(AlarmPlan::at).or(this::foreign);
    }

    private Optional<RtcTime> foreign() {
        return before.alarm().toOptional().orElse(new RtcAlarm.Unarmed())
                        instanceof RtcAlarm.Armed(RtcTime at)
                ? Optional.of(at)
                : Optional.empty();
    }

    /// Whether the alarm is still armed as it was.
    boolean alarmStands() {
        return armed().filter(at ->
                        after.alarm().toOptional().equals(Optional.of(new RtcAlarm.Armed(at))))
                .isPresent();
    }

    private boolean due() {
        return armed().flatMap(at -> after.rtc().toOptional().filter(now -> now.compareTo(at) >= 0))
                .isPresent();
    }

    /// The RTC whose alarm was due and did not fire.
    private Optional<String> silentAlarm() {
        return alarmStands() && due() ? Optional.of(way.rtc()) : Optional.empty();
    }

    private void collect(List<CauseReason.Trace> others, List<CauseReason.Trace> clocks) {
        after.wakeInterrupt()
                .toOptional()
                .ifPresent(interrupt ->
                        (isClock(interrupt.name()) ? clocks : others)
                                .add(
                                        new CauseReason.InterruptCounted(
                                                interrupt.number(), interrupt.name())));
        for (String source : grown(before.wakeEvents(), after.wakeEvents())) {
            (isClock(source) ? clocks : others).add(new CauseReason.WakeupSourceCounted(source));
        }
        for (String event : grown(before.acpiEvents(), after.acpiEvents())) {
            (event.equals("ff_rt_clk") ? clocks : others)
                    .add(new CauseReason.AcpiEventCounted(event));
        }
    }

    private boolean isClock(String name) {
        return name.startsWith("rtc")
                || name.equals("alarmtimer")
                || (!way.rtcDevice().isEmpty() && name.equals(way.rtcDevice()));
    }

    private static List<String> grown(
            Reading<Map<String, Long>> before, Reading<Map<String, Long>> after) {
        Map<String, Long> earlier = before.toOptional().orElse(Map.of());
        return after.toOptional().orElse(Map.of()).entrySet().stream()
                .filter(entry ->
                        entry.getValue() > earlier.getOrDefault(entry.getKey(), Long.MAX_VALUE))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private Duration awake(Duration asleep) {
        Duration awake = after.at().passedSince(before.at()).minus(asleep);
        return awake.isNegative() ? Duration.ZERO : awake;
    }

    /// The proved sleep with its cause.
    ///
    /// @param asleep for how long
    /// @param off how much later than its alarm the host was back
    /// @param untilPromise how much sooner than promised
    public Segment segment(Duration asleep, Duration off, Duration untilPromise) {
        return new Segment(
                way.state(),
                plan.map(AlarmPlan::reason).orElse(AlarmPlan.Reason.UNBOUNDED),
                asleep,
                awake(asleep),
                off,
                untilPromise,
                cause(),
                alarmStands(),
                after.at().wall());
    }
}
