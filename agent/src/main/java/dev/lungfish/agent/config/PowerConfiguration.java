package dev.lungfish.agent.config;

import dev.lungfish.core.power.PowerProfile;
import java.util.List;

/// How the processors should use power.
///
/// @param profiles the three built-in ones, and those of the file
/// @param restoreOnStop whether the daemon restores the settings when it ends
/// @param policy how the daemon decides
/// @param metrics their addresses
public record PowerConfiguration(
        List<PowerProfile> profiles,
        boolean restoreOnStop,
        PolicyConfiguration policy,
        MetricsConfiguration metrics) {
    public PowerConfiguration {
        profiles = List.copyOf(profiles);
    }

    static PowerConfiguration usual() {
        return new PowerConfiguration(
                PowerProfile.USUAL,
                true,
                PolicyConfiguration.usual(),
                MetricsConfiguration.usual());
    }
}
