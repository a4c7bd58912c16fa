package dev.lungfish.runtime.clock;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/// Waits that can be ended early. Counted on the clock that stands still while the host sleeps.
public final class Pause {
    /// How often it is asked whether the wait should end.
    public static final Duration STEP = Duration.ofMillis(50);

    private Pause() {}

    /// Waits so long, or until the check says that it is enough.
    ///
    /// @param step how often the check is asked
    /// @return whether it ended early: because of the check, or since the thread was interrupted,
    ///   which it stays
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
