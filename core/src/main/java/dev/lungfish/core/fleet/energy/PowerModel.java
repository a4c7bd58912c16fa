package dev.lungfish.core.fleet.energy;

import java.time.Duration;
import java.util.OptionalDouble;

/// What a host of a pool draws beside its work: what its work draws is the same, whenever it
/// sleeps.
///
/// @param awake in watts, while it is awake and idle
/// @param asleep in watts, while it sleeps
/// @param changing in watts, while it falls asleep and while it comes back
/// @param down how long it takes to fall asleep
/// @param up how long it takes to come back, from the packet or the alarm to its call
public record PowerModel(double awake, double asleep, double changing, Duration down, Duration up) {
    /// A server with one socket that suspends to memory, where nothing was measured.
    ///
    /// **Source:** chosen: 100 W idle and 5 W in S3 are usual for such servers, as are some seconds
    /// to fall asleep and 15 s to come back.
    public static final PowerModel USUAL =
            new PowerModel(100, 5, 120, Duration.ofSeconds(5), Duration.ofSeconds(15));

    public PowerModel {
        if (!(asleep >= 0 && asleep < awake && changing >= asleep)
                || !Double.isFinite(awake)
                || !Double.isFinite(changing)
                || down.isNegative()
                || up.isNegative()) {
            throw new IllegalArgumentException(
                    "less power asleep than awake and than between, and no negative time expected, found %s, %s, %s W, %s, %s"
                            .formatted(asleep, awake, changing, down, up));
        }
    }

    /// What an idle host saves while it sleeps, in watts.
    public double saved() {
        return awake - asleep;
    }

    /// What a host draws while it does something, in watts; empty where nobody knows what it does.
    public OptionalDouble draws(HostActivity activity) {
        return switch (activity) {
            case AWAKE -> OptionalDouble.of(awake);
            case ASLEEP -> OptionalDouble.of(asleep);
            case BETWEEN -> OptionalDouble.of(changing);
            case UNKNOWN -> OptionalDouble.empty();
        };
    }

    /// What one sleep costs beyond sleeping, in joules: to fall asleep and to come back.
    public double transition() {
        return (changing - asleep) * (seconds(down) + seconds(up));
    }

    /// How long a host must sleep before it saves more than the sleep costs: T*, which is
    /// [#transition] over [#saved].
    public Duration breakEven() {
        return Duration.ofNanos(Math.round(transition() / saved() * 1e9));
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
