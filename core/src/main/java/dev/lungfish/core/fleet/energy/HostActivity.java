package dev.lungfish.core.fleet.energy;

import dev.lungfish.core.fleet.state.HostState;
import dev.lungfish.core.reason.Spelled;
import java.util.Locale;

/// What a host does, as far as its energy is concerned.
public enum HostActivity implements Spelled {
    AWAKE,
    ASLEEP,
    /// It falls asleep, or comes back.
    BETWEEN,
    /// Nobody knows.
    UNKNOWN;

    /// What a controller takes a state for. A host whose alarm is due is coming back; one that
    /// should have come and did not, and one that somebody works on, may be anything.
    public static HostActivity of(HostState state) {
        return switch (state) {
            case HostState.Awake _, HostState.Draining _, HostState.Sick _ -> AWAKE;
            case HostState.Settling settling -> settling.unproved().isEmpty() ? AWAKE : BETWEEN;
            case HostState.Asleep _, HostState.External _ -> ASLEEP;
            case HostState.Ordered _, HostState.Due _, HostState.Waking _ -> BETWEEN;
            case HostState.Unknown _,
                    HostState.Limbo _,
                    HostState.Overdue _,
                    HostState.Lost _,
                    HostState.Maintenance _ ->
                    UNKNOWN;
        };
    }

    @Override
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }
}
