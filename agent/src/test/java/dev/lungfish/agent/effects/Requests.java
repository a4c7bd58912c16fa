package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.EarlyWakePolicy;
import dev.lungfish.core.procedure.GuestPolicy;
import dev.lungfish.core.procedure.SleepRequest;
import dev.lungfish.core.procedure.SleepTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// Requests for tests.
final class Requests {
    private Requests() {}

    static SleepRequest any() {
        return with(GuestPolicy.REFUSE, Set.of());
    }

    static SleepRequest with(GuestPolicy guests, Set<String> ignoredBlockers) {
        return new SleepRequest(
                "r1",
                "root by a test",
                SleepTarget.MEM,
                Duration.ofMinutes(1),
                Duration.ZERO,
                guests,
                EarlyWakePolicy.STAY,
                ignoredBlockers,
                Optional.empty(),
                false,
                false);
    }
}
