package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import dev.lungfish.core.procedure.request.Executor;
import dev.lungfish.core.procedure.request.GuestPolicy;
import dev.lungfish.core.procedure.request.ProcedureSettings.EarlyWakePolicy;
import dev.lungfish.core.procedure.request.SleepRequest;
import dev.lungfish.core.procedure.request.SleepTarget;
import dev.lungfish.core.procedure.request.WayBack;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// How a host should sleep, as a client asks for it. Whoever carries it out completes it to a
/// [SleepRequest] with a name, the requester, and what the order leaves to the configuration.
///
/// @param length empty for a sleep without a bound
/// @param wake the ways back that it relies on
/// @param proceeding what is asked of the way in which it is carried out
public record SleepOrder(
        SleepTarget target,
        Optional<Duration> length,
        Set<WayBack> wake,
        Proceeding proceeding,
        SleepRequest.Purpose purpose) {

    /// What is asked of the way in which a sleep is carried out; what is empty is as configured.
    ///
    /// @param ignoredBlockers names of blockers that don't count
    public record Proceeding(
            Optional<Duration> delay,
            Optional<GuestPolicy> guests,
            Optional<EarlyWakePolicy> onEarlyWake,
            @Bound(items = Bounds.BLOCKERS, bytes = Bounds.BLOCKER_BYTES)
                    Set<String> ignoredBlockers,
            Optional<Executor> executor) {
        /// All as configured.
        public static final Proceeding AS_CONFIGURED =
                new Proceeding(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty());

        public Proceeding {
            ignoredBlockers = Set.copyOf(ignoredBlockers);
        }
    }

    /// What the host decides where an order does not.
    public record Defaults(Duration delay, EarlyWakePolicy onEarlyWake) {}

    public SleepOrder {
        wake = Set.copyOf(wake);
    }

    /// An order that relies on the alarm and leaves the rest to the configuration.
    public static SleepOrder lasting(
            SleepTarget target, Duration length, SleepRequest.Purpose purpose) {
        return new SleepOrder(
                target,
                Optional.of(length),
                Set.of(WayBack.RTC),
                Proceeding.AS_CONFIGURED,
                purpose);
    }

    /// The same order for another length and, where it leaves the delay to the host, this delay.
    public SleepOrder lasting(Duration wanted, Duration delay) {
        return new SleepOrder(
                target,
                Optional.of(wanted),
                wake,
                new Proceeding(
                        Optional.of(proceeding.delay().orElse(delay)),
                        proceeding.guests(),
                        proceeding.onEarlyWake(),
                        proceeding.ignoredBlockers(),
                        proceeding.executor()),
                purpose);
    }

    /// The request that is carried out for it.
    ///
    /// @param id names the request
    /// @param requester who asks, in words
    public SleepRequest completed(String id, String requester, Defaults defaults) {
        return SleepRequest.to(target)
                .named(id)
                .by(requester)
                .lasting(length)
                .relyingOn(wake)
                .after(proceeding.delay().orElse(defaults.delay()))
                .guests(proceeding.guests().orElse(GuestPolicy.REFUSE))
                .onEarlyWake(proceeding.onEarlyWake().orElse(defaults.onEarlyWake()))
                .ignoring(proceeding.ignoredBlockers())
                .carriedOutBy(proceeding.executor())
                .purpose(purpose)
                .build();
    }
}
