package dev.lungfish.agent.config;

import dev.lungfish.core.power.PowerProfile;
import java.util.List;

/// How the processors are to use power.
///
/// @param profiles all that can be named: the usual three, and those of the file
/// @param restoreOnStop whether the daemon puts back what was set when it ends
/// @param policy how the daemon decides
/// @param metrics where Prometheus finds them
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
