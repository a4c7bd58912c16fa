package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits that can be ended early. Counted on the clock that stands still while the host sleeps.
public final class Pause {
    /// How often the check runs.
    public static final Duration STEP = Duration.ofMillis(50);

    private Pause() {}

    /// Waits for this length, or until the check succeeds.
    ///
    /// @param step the interval of the check
    /// @return whether it ended early: by the check, or because the thread was interrupted; it
    ///   stays interrupted
    public static boolean of(Duration length, Duration step, BooleanSupplier enough) {
        Deadline deadline = Deadline.after(length);
        while (!enough.getAsBoolean()) {
            Duration left = deadline.remaining();
            if (left.isZero()) {
                return false;
            }
            try {
                Thread.sleep(left.compareTo(step) < 0 ? left : step);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return true;
    }
}
