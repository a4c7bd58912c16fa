package dev.lungfish.controller;

import dev.lungfish.runtime.clock.Stopwatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// How long each part of a start took, in their order. For one thread.
final class StartPhases {
    private final Stopwatch watch = Stopwatch.start();
    private final List<String> phases = new ArrayList<>();
    private Duration ended = Duration.ZERO;

    /// A part has ended; the next one begins.
    void ended(String phase) {
        Duration now = watch.elapsed();
        phases.add("%s %d ms".formatted(phase, now.minus(ended).toMillis()));
        ended = now;
    }

    /// All of them.
    ControllerReason.ControllerStartTook took() {
        return new ControllerReason.ControllerStartTook(
                ended, phases.stream().collect(Collectors.joining(", ")));
    }
}
