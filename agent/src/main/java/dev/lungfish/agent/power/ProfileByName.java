package dev.lungfish.agent.power;

import dev.lungfish.core.power.PowerProfile;
import dev.lungfish.core.text.ReasonException;
import java.util.List;

/// Finds a profile by the name that somebody wrote.
public final class ProfileByName {
    private ProfileByName() {}

    /// The profile of a name among these.
    ///
    /// @throws ReasonException if none has it, with all names
    public static PowerProfile of(String name, List<PowerProfile> profiles) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new ReasonException(
                                new CpuChangeReason.NoSuchProfile(
                                        name, profiles.stream().map(PowerProfile::name).toList())));
    }
}
