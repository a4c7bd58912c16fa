package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.alarm.Segment;
import dev.lungfish.core.text.ReasonText;
import dev.lungfish.lab.LabException;
import dev.lungfish.lab.machine.QmpEvent;
import dev.lungfish.state.json.OutcomeJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the three that saw a request say of it: QEMU, the kernel in the guest, and Lungfish.
///
/// @param qemu each sleep that QEMU saw
/// @param clock how far the guest's clock was behind this machine's, before and after: a kernel
///   reads its RTC when it wakes, in whole seconds
/// @param kernelAsleep how much time the kernel's clocks count as asleep
/// @param kernelSuccesses how many sleeps the kernel counts as a success
/// @param kernelFailures how many it counts as failed
/// @param told what Lungfish tells
record Proof(
        List<Suspension> qemu,
        ClockOffset clock,
        Duration kernelAsleep,
        long kernelSuccesses,
        long kernelFailures,
        StatedReasons told) {
    /// How far the three may be apart, for each sleep: the guest is frozen some time before QEMU
    /// sees it suspended, and the kernel takes the time of a sleep from a clock of whole seconds.
    private static final Duration TOLERANCE = Duration.ofMillis(2500);

    /// How far from the promised time QEMU may see a host wake.
    static final Duration ON_TIME = Duration.ofSeconds(2);

    /// One sleep as QEMU saw it.
    ///
    /// @param from when it called the machine suspended, by the clock of this machine
    /// @param until when it called it awake
    record Suspension(Instant from, Instant until) {
        Duration length() {
            return Duration.between(from, until);
        }
    }

    static Proof of(
            List<QmpEvent> events, KernelView before, KernelView after, StatedReasons told) {
        return new Proof(
                suspended(events),
                before.clock().or(after.clock()),
                after.asleep().minus(before.asleep()),
                after.successes() - before.successes(),
                after.failures() - before.failures(),
                told);
    }

    /// Whether two that saw one sleep agree on its length.
    static boolean near(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(TOLERANCE) <= 0;
    }

    static List<Suspension> suspended(List<QmpEvent> events) {
        List<Suspension> suspensions = new ArrayList<>();
        Optional<Instant> since = Optional.empty();
        for (QmpEvent event : events) {
            if (event.is(QmpEvent.SUSPEND)) {
                since = Optional.of(event.at());
            } else if (event.is(QmpEvent.WAKEUP) && since.isPresent()) {
                suspensions.add(new Suspension(since.get(), event.at()));
                since = Optional.empty();
            }
        }
        return suspensions;
    }

    /// How much later than promised QEMU saw the host wake for the last time; negative where it was
    /// earlier. The promise is by the guest's clock, and counts by that clock. How long the host
    /// took from there until it could tell the time itself depends on how busy this machine is, and
    /// is not counted.
    ///
    /// @throws LabException where QEMU saw no sleep or Lungfish tells of none
    Duration off() {
        if (!hasSleep()) {
            throw new LabException("there was no sleep that could have ended on time: " + this);
        }
        Segment last = told.segments().getLast();
        return clock.late(last.woke().plus(last.untilPromise()), qemu.getLast().until());
    }

    /// Whether QEMU saw a sleep, and Lungfish tells of one.
    private boolean hasSleep() {
        return !qemu.isEmpty() && !told.segments().isEmpty();
    }

    Duration qemuAsleep() {
        return qemu.stream().map(Suspension::length).reduce(Duration.ZERO, Duration::plus);
    }

    /// A line for each witness.
    List<String> lines() {
        return List.of(
                "  QEMU      suspended %s, for %s s%s"
                        .formatted(times(qemu.size()), Screen.seconds(qemuAsleep()), awake()),
                "  kernel    %s successes and %s failures counted, its clocks stood still for %s s"
                        .formatted(kernelSuccesses, kernelFailures, Screen.seconds(kernelAsleep)),
                "  Lungfish  %s: %s; %s proved, of %s s%s"
                        .formatted(
                                told.outcome().map(OutcomeJson::kind).orElse("no outcome"),
                                told.outcome()
                                        .map(outcome -> ReasonText.sentence(outcome.reason()))
                                        .orElse(""),
                                told.segments().size() == 1
                                        ? "1 sleep"
                                        : told.segments().size() + " sleeps",
                                Screen.seconds(told.asleep()),
                                back()));
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /// How exactly the promise was kept, as QEMU saw it.
    private String awake() {
        return hasSleep() ? ", awake " + Screen.fromPromise(off()) : "";
    }

    /// How exactly it was kept, as Lungfish tells it.
    private String back() {
        return told.segments().isEmpty()
                ? ""
                : ", back %s"
                        .formatted(
                                Screen.fromPromise(
                                        told.segments().getLast().untilPromise().negated()));
    }

    /// Where the three contradict each other, a sentence each.
    List<String> contradictions() {
        List<String> contradictions = new ArrayList<>();
        if (qemu.size() != told.segments().size()) {
            contradictions.add(
                    "QEMU saw %s sleeps, and Lungfish calls %s proved"
                            .formatted(qemu.size(), told.segments().size()));
        }
        Duration tolerance = TOLERANCE.multipliedBy(Math.max(1, qemu.size()));
        compare("QEMU", qemuAsleep(), "the kernel", kernelAsleep, tolerance, contradictions);
        compare("the kernel", kernelAsleep, "Lungfish", told.asleep(), tolerance, contradictions);
        if (hasSleep()) {
            Duration before = clock.late(told.segments().getLast().woke(), qemu.getLast().until());
            if (before.compareTo(TOLERANCE) > 0) {
                contradictions.add(
                        "Lungfish says that it was back %s s before QEMU saw it awake"
                                .formatted(Screen.seconds(before)));
            }
        }
        if (kernelSuccesses < qemu.size()) {
            contradictions.add(
                    "QEMU saw %s sleeps, and the kernel counts %s successes"
                            .formatted(qemu.size(), kernelSuccesses));
        }
        return contradictions;
    }

    private static void compare(
            String one,
            Duration says,
            String other,
            Duration otherSays,
            Duration tolerance,
            List<String> contradictions) {
        if (says.minus(otherSays).abs().compareTo(tolerance) > 0) {
            contradictions.add(
                    "%s says %s s asleep, %s %s s"
                            .formatted(
                                    one, Screen.seconds(says), other, Screen.seconds(otherSays)));
        }
    }
}
