package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.procedure.request.Moment;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// What the meters of a host have measured since a daemon began to look. What is not known is not
/// counted, and neither is its time. Immutable.
///
/// @param run the name of this account
/// @param last the latest look
/// @param measured over which time something is known
/// @param microjoules what was used in that time
public record MeterAccount(String run, Look last, Duration measured, long microjoules) {
    /// The host's clocks are read one after the other.
    private static final Duration SLEPT = Duration.ofSeconds(1);

    private static final int MICROS = 1000;

    /// What the meters showed at a moment.
    public record Look(Moment at, HostMeters meters) {}

    /// Begins.
    ///
    /// @param run a name that no other account has
    public static MeterAccount begin(String run, Look first) {
        return new MeterAccount(run, first, Duration.ZERO, 0);
    }

    /// After one more look; empty where the host has other meters now, so that another account
    /// begins.
    public Optional<MeterAccount> after(Look now) {
        if (!now.meters().areThoseOf(last.meters())) {
            return Optional.empty();
        }
        Duration elapsed = now.at().awakeSince(last.at());
        // A counter may begin again over a sleep, and nobody measured it.
        boolean slept = now.at().asleepSince(last.at()).compareTo(SLEPT) > 0;
        OptionalLong used =
                slept || elapsed.isNegative() || elapsed.isZero()
                        ? OptionalLong.empty()
                        : used(now, elapsed);
        return Optional.of(
                used.isPresent()
                        ? new MeterAccount(
                                run,
                                now,
                                measured.plus(elapsed),
                                Math.addExact(microjoules, used.getAsLong()))
                        : new MeterAccount(run, now, measured, microjoules));
    }

    private OptionalLong used(Look now, Duration elapsed) {
        long sum = 0;
        for (int i = 0; i < now.meters().values().size(); i++) {
            OptionalLong one =
                    now.meters().values().get(i).since(last.meters().values().get(i), elapsed);
            if (one.isEmpty()) {
                return one;
            }
            sum += one.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    /// What a controller is told.
    public MeterReading reading() {
        return new MeterReading(
                run, last.meters().scope(), last.meters().source(), measured, microjoules / MICROS);
    }
}
