package dev.lungfish.lab.scenario;

import dev.lungfish.runtime.clock.Stopwatch;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Shows what happens as it happens, with the seconds since the scenario began. Safe for use by
/// several threads.
public final class Screen {
    private final PrintStream out;
    private final Stopwatch watch = Stopwatch.start();

    public Screen(PrintStream out) {
        this.out = out;
    }

    /// One line with its time.
    public void step(String text) {
        line(String.format(Locale.ROOT, "%7s s  %s", seconds(watch.elapsed()), text));
    }

    /// One line without a time.
    public synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /// Seconds with one decimal: `59.7`.
    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }

    /// How far from the promised time something was: `0.4 s before the promised time`.
    static String fromPromise(Duration off) {
        return "%s%s the promised time"
                .formatted(seconds(off.abs()), off.isNegative() ? " s before" : " s after");
    }
}
