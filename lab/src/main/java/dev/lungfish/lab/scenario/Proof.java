package dev.lungfish.lab.scenario;

import dev.lungfish.core.procedure.Segment;
import dev.lungfish.host.journal.OutcomeJson;
import dev.lungfish.lab.machine.QmpEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the three that saw a request say of it: QEMU, the kernel in the guest, and Lungfish.
///
/// @param qemu each time that QEMU called the machine suspended, until it called it awake
/// @param kernelAsleep how much time the kernel's clocks count as asleep
/// @param kernelSuccesses how many sleeps the kernel counts as a success
/// @param kernelFailures how many it counts as failed
/// @param told what Lungfish tells
record Proof(
        List<Duration> qemu,
        Duration kernelAsleep,
        long kernelSuccesses,
        long kernelFailures,
        Told told) {
    /// How far the three may be apart, for each sleep: the guest is frozen some time before QEMU
    /// sees it suspended, and the kernel takes the time of a sleep from a clock of whole seconds.
    private static final Duration TOLERANCE = Duration.ofMillis(2500);

    static Proof of(List<QmpEvent> events, KernelView before, KernelView after, Told told) {
        return new Proof(
                suspended(events),
                after.asleep().minus(before.asleep()),
                after.successes() - before.successes(),
                after.failures() - before.failures(),
                told);
    }

    /// Whether two that saw one sleep agree on its length.
    static boolean near(Duration one, Duration other) {
        return one.minus(other).abs().compareTo(TOLERANCE) <= 0;
    }

    private static List<Duration> suspended(List<QmpEvent> events) {
        List<Duration> times = new ArrayList<>();
        Optional<Instant> since = Optional.empty();
        for (QmpEvent event : events) {
            if (event.is(QmpEvent.SUSPEND)) {
                since = Optional.of(event.at());
            } else if (event.is(QmpEvent.WAKEUP) && since.isPresent()) {
                times.add(Duration.between(since.get(), event.at()));
                since = Optional.empty();
            }
        }
        return times;
    }

    Duration qemuAsleep() {
        return qemu.stream().reduce(Duration.ZERO, Duration::plus);
    }

    /// A line for each witness.
    List<String> lines() {
        return List.of(
                "  QEMU      suspended "
                        + times(qemu.size())
                        + ", for "
                        + Screen.seconds(qemuAsleep())
                        + " s",
                "  kernel    "
                        + kernelSuccesses
                        + " successes and "
                        + kernelFailures
                        + " failures counted, its clocks stood still for "
                        + Screen.seconds(kernelAsleep)
                        + " s",
                "  Lungfish  "
                        + told.outcome().map(OutcomeJson::kind).orElse("no outcome")
                        + ": "
                        + told.outcome().map(outcome -> outcome.reason()).orElse("")
                        + "; "
                        + (told.segments().size() == 1
                                ? "1 sleep"
                                : told.segments().size() + " sleeps")
                        + " proved, of "
                        + Screen.seconds(told.asleep())
                        + " s"
                        + off());
    }

    private static String times(int count) {
        return count == 1 ? "once" : count + " times";
    }

    /// How exactly the last alarm was kept.
    private String off() {
        if (told.segments().isEmpty()) {
            return "";
        }
        Segment last = told.segments().getLast();
        Duration off = last.untilPromise().negated();
        return ", back "
                + Screen.seconds(off.abs())
                + (off.isNegative() ? " s before" : " s after")
                + " the promised time";
    }

    /// Where the three contradict each other, a sentence each.
    List<String> contradictions() {
        List<String> contradictions = new ArrayList<>();
        if (qemu.size() != told.segments().size()) {
            contradictions.add(
                    "QEMU saw "
                            + qemu.size()
                            + " sleeps, and Lungfish calls "
                            + told.segments().size()
                            + " proved");
        }
        Duration tolerance = TOLERANCE.multipliedBy(Math.max(1, qemu.size()));
        compare("QEMU", qemuAsleep(), "the kernel", kernelAsleep, tolerance, contradictions);
        compare("the kernel", kernelAsleep, "Lungfish", told.asleep(), tolerance, contradictions);
        if (kernelSuccesses < qemu.size()) {
            contradictions.add(
                    "QEMU saw "
                            + qemu.size()
                            + " sleeps, and the kernel counts "
                            + kernelSuccesses
                            + " successes");
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
                    one
                            + " says "
                            + Screen.seconds(says)
                            + " s asleep, "
                            + other
                            + " "
                            + Screen.seconds(otherSays)
                            + " s");
        }
    }
}
