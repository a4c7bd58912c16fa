package dev.lungfish.core.procedure;

import dev.lungfish.core.evidence.Reading;
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
record CauseJudge(
        Way way,
        Optional<AlarmPlan> plan,
        SleepEvidence before,
        SleepEvidence after,
        boolean late) {

    WakeCause cause() {
        List<String> others = new ArrayList<>();
        List<String> clocks = new ArrayList<>();
        collect(others, clocks);
        Optional<WakeCause> card = card();
        // An alarm that comes due while a host is on its way back fires as well.
        if (card.isPresent()) {
            return card.get();
        }
        boolean fired = !alarmStands() && due();
        if (fired && !(late && !others.isEmpty())) {
            return new WakeCause(
                    isOurs() ? WakeCause.Kind.ALARM : WakeCause.Kind.FOREIGN_ALARM,
                    (isOurs() ? "the alarm of " : "somebody else's alarm of ")
                            + way.rtc()
                            + plan.map(AlarmPlan::whose)
                                    .filter(whose -> !whose.isEmpty())
                                    .map(whose -> " for " + whose)
                                    .orElse("")
                            + evidence(clocks));
        }
        if (!others.isEmpty()) {
            return new WakeCause(WakeCause.Kind.DEVICE, String.join(", ", others) + silentAlarm());
        }
        return new WakeCause(
                WakeCause.Kind.UNKNOWN,
                "something that no wakeup source of the kernel names" + silentAlarm());
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
                                "the network card "
                                        + network.card()
                                        + " (wakeup source "
                                        + String.join(", ", own)
                                        + ")"
                                        + silentAlarm()))
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

    private String silentAlarm() {
        return alarmStands() && due()
                ? "; the alarm of " + way.rtc() + " was due and did not fire"
                : "";
    }

    private void collect(List<String> others, List<String> clocks) {
        after.wakeInterrupt()
                .toOptional()
                .ifPresent(interrupt ->
                        (isClock(interrupt.name()) ? clocks : others)
                                .add(
                                        "interrupt "
                                                + interrupt.number()
                                                + (interrupt.name().isEmpty()
                                                        ? ""
                                                        : " (" + interrupt.name() + ")")));
        for (String source : grown(before.wakeEvents(), after.wakeEvents())) {
            (isClock(source) ? clocks : others).add("wakeup source " + source);
        }
        for (String event : grown(before.acpiEvents(), after.acpiEvents())) {
            (event.equals("ff_rt_clk") ? clocks : others).add("ACPI event " + event);
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

    private static String evidence(List<String> clocks) {
        return clocks.isEmpty() ? "" : " (" + String.join(", ", clocks) + ")";
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
    Segment segment(Duration asleep, Duration off, Duration untilPromise) {
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
