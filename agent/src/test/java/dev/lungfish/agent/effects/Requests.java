package dev.lungfish.agent.effects;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import java.time.Duration;
import java.util.Set;

/// Requests for tests.
final class Requests {
    private Requests() {}

    static SleepRequest any() {
        return with(GuestPolicy.REFUSE, Set.of());
    }

    static SleepRequest with(GuestPolicy guests, Set<String> ignoredBlockers) {
        return SleepRequest.to(SleepTarget.MEM)
                .named("r1")
                .by("root by a test")
                .lasting(Duration.ofMinutes(1))
                .guests(guests)
                .ignoring(ignoredBlockers)
                .build();
    }
}
