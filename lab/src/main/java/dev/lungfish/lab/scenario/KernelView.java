package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kernel's facts about a guest's sleeps, read by a script of the guest
/// (`lab/guest/kernel-view`) that shares no code with Lungfish.
///
/// @param values by name
/// @param asked when the guest was asked, by the clock of this machine
/// @param answered when its answer arrived
record KernelView(Map<String, String> values, Instant asked, Instant answered) {
    static KernelView parse(String text, Instant asked, Instant answered) {
        return new KernelView(
                text.lines()
                        .map(line -> line.split(" ", 2))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        words -> words[0],
                                        words -> words.length < 2 ? "" : words[1])),
                asked,
                answered);
    }

    /// How long the host has slept since its boot: the clock that runs during sleep, minus the one
    /// that stands still.
    Duration asleep() {
        Duration sinceBoot =
                Duration.ofMillis(Math.round(1000 * Double.parseDouble(value("since-boot"))));
        return sinceBoot.minus(awake());
    }

    /// How long the host was awake since its boot: the clock that stands still during sleep.
    Duration awake() {
        return Duration.ofNanos(Long.parseLong(value("awake-nanos")));
    }

    /// The number of successful sleeps. Hibernation is not counted, a mere test is.
    long successes() {
        return Long.parseLong(value("success"));
    }

    /// The number of failed attempts.
    long failures() {
        return Long.parseLong(value("fail"));
    }

    /// The time of day.
    Instant wall() {
        long micros = new BigDecimal(value("wall")).movePointRight(6).longValueExact();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /// How far the guest's clock is behind this machine's.
    ClockOffset clock() {
        return ClockOffset.seen(asked, wall(), answered);
    }

    String boot() {
        return value("boot");
    }

    /// The alarm of an RTC; empty if none is set.
    Optional<Instant> alarm(String rtc) {
        String seconds = values.getOrDefault("alarm-" + rtc, "");
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds)));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new LabException("the guest's kernel-view has no line '" + name + "': " + values);
        }
        return value;
    }
}
