package dev.lungfish.runtime.clock;

import java.time.Duration;

/// Measures the time that has passed, on the clock that stands still while the host sleeps.
/// Immutable, safe for use by several threads.
public final class Stopwatch {
    private final long startNanos;

    private Stopwatch(long startNanos) {
        this.startNanos = startNanos;
    }

    public static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
