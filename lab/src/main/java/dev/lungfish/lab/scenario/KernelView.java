package dev.lungfish.lab.scenario;

import dev.lungfish.lab.LabException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the kernel of a guest says of its sleeps, asked by a script of the guest
/// (`lab/guest/kernel-view`) that shares nothing with Lungfish.
///
/// @param values by name
record KernelView(Map<String, String> values) {

    static KernelView parse(String text) {
        return new KernelView(
                text.lines()
                        .map(line -> line.split(" ", 2))
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        words -> words[0],
                                        words -> words.length < 2 ? "" : words[1])));
    }

    /// How long the host has slept since its boot: the clock that runs on in sleep, less the one
    /// that stands still.
    Duration asleep() {
        Duration sinceBoot =
                Duration.ofMillis(Math.round(1000 * Double.parseDouble(value("since-boot"))));
        return sinceBoot.minus(Duration.ofNanos(Long.parseLong(value("awake-nanos"))));
    }

    /// How many sleeps it counts as a success. Hibernation is not counted, a mere test is.
    long successes() {
        return Long.parseLong(value("success"));
    }

    /// How many attempts it counts as failed.
    long failures() {
        return Long.parseLong(value("fail"));
    }

    /// The time of day.
    Instant wall() {
        return Instant.ofEpochSecond(Long.parseLong(value("wall")));
    }

    String boot() {
        return value("boot");
    }

    /// The alarm of an RTC; empty where none is set.
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
