package dev.lungfish.core.sleep;

import java.util.Set;

/// What the administrator of the host forbids, whatever the hardware can do.
///
/// @param forbidden the sleep states that are not to be used
/// @param source where that is written: the configuration file
public record AdministratorPolicy(Set<SleepState> forbidden, String source) {
    public AdministratorPolicy {
        forbidden = Set.copyOf(forbidden);
    }

    /// No configuration, nothing forbidden.
    public static AdministratorPolicy allowsAll() {
        return new AdministratorPolicy(Set.of(), "no configuration");
    }
}
