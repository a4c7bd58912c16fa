package dev.lungfish.core.power;

import java.util.List;
import java.util.Optional;

/// What governors of cpufreq mean.
///
/// **Source:** Linux `Documentation/admin-guide/pm/cpufreq.rst`, "Generic Scaling Governors".
public final class Governors {
    /// Our word for whichever follows the load.
    public static final String DYNAMIC = "dynamic";

    private static final List<String> FOLLOWING = List.of("schedutil", "ondemand", "conservative");

    private Governors() {}

    /// The governor of a group under which the frequency follows the load: where the hardware
    /// chooses, `powersave` lets it; elsewhere that would pin the lowest frequency, and the
    /// kernel's own is taken.
    public static Optional<String> followingTheLoad(FrequencyPolicy group) {
        List<String> wanted =
                group.knownDriver().hardwareChooses() ? List.of("powersave") : FOLLOWING;
        return wanted.stream().filter(group.governor()::offers).findFirst();
    }
}
