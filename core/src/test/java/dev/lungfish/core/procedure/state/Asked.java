package dev.lungfish.core.procedure.state;

import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// A request in the making: as usual as can be, but for what a test changes.
final class Asked {
    private final Optional<Duration> length;
    private Set<WayBack> wake = Set.of(WayBack.RTC);
    private GuestPolicy guests = GuestPolicy.REFUSE;
    private EarlyWakePolicy onEarlyWake = EarlyWakePolicy.STAY;
    private Set<String> ignoredBlockers = Set.of();
    private SleepTarget target = SleepTarget.MEM;
    private boolean dryRun;
    private boolean proves;

    private Asked(Optional<Duration> length) {
        this.length = length;
    }

    static Asked forLength(Duration length) {
        return new Asked(Optional.of(length));
    }

    /// A sleep that no alarm ends.
    static Asked withoutBound() {
        return new Asked(Optional.empty()).relyingOn(WayBack.WAKE_ON_LAN);
    }

    Asked aimingAt(SleepTarget wanted) {
        target = wanted;
        return this;
    }

    Asked withGuests(GuestPolicy policy) {
        guests = policy;
        return this;
    }

    Asked onEarlyWake(EarlyWakePolicy policy) {
        onEarlyWake = policy;
        return this;
    }

    Asked ignoring(Set<String> blockers) {
        ignoredBlockers = blockers;
        return this;
    }

    Asked dryRun(boolean only) {
        dryRun = only;
        return this;
    }

    Asked proving(boolean wanted) {
        proves = wanted;
        return this;
    }

    Asked relyingOn(WayBack... ways) {
        wake = Set.of(ways);
        return this;
    }

    SleepRequest request() {
        return SleepRequest.to(target)
                .named("1")
                .by("a test")
                .lasting(length)
                .relyingOn(wake)
                .after(Duration.ofSeconds(5))
                .guests(guests)
                .onEarlyWake(onEarlyWake)
                .ignoring(ignoredBlockers)
                .purpose(SleepRequest.Purpose.of(dryRun, proves))
                .build();
    }
}
