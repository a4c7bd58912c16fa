package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.time.Duration;

/// What a host's meters have measured while its daemon runs. Both amounts only grow. What was used
/// between two readings of the same run is their difference, and so is how long that was measured.
///
/// @param run the name of this row of readings; another one begins at zero
/// @param scope how much of the host they see
/// @param source what they are, for people
/// @param measured how long they have measured, awake
/// @param millijoules what they have measured in that time
public record MeterReading(
        @Bound(bytes = Bounds.ID_BYTES) String run,
        MeterScope scope,
        @Bound(bytes = Bounds.PHRASE_BYTES) String source,
        Duration measured,
        long millijoules) {
    /// More than any host draws: whatever says more is not believed. **Source:** chosen: servers
    /// with eight accelerators are made for some 15 kW.
    public static final int MOST_WATTS = 30_000;

    public MeterReading {
        if (millijoules < 0 || measured.isNegative()) {
            throw new IllegalArgumentException(
                    "no negative amounts expected, found %s mJ in %s"
                            .formatted(millijoules, measured));
        }
    }
}
