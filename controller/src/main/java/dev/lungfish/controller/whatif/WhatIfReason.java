package dev.lungfish.controller.whatif;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;

/// Why nothing is simulated.
public sealed interface WhatIfReason extends Reason {
    /// The reason `simulation-under-way`.
    record SimulationUnderWay() implements WhatIfReason {}

    /// The reason `past-too-short`.
    ///
    /// @param known for how long samples of the pool are kept
    record PastTooShort(String pool, Duration known, Duration needed) implements WhatIfReason {}

    /// The reason `pool-too-large`.
    record PoolTooLarge(String pool, int hosts, int most) implements WhatIfReason {}

    /// The reason `simulation-too-long`.
    record SimulationTooLong(Duration most) implements WhatIfReason {}
}
