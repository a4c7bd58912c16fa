package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.Knob;
import java.util.List;
import java.util.Optional;

/// A group of processors that share one frequency setting: a policy of cpufreq.
///
/// **Source:** Linux `Documentation/admin-guide/pm/cpufreq.rst`, "Policy Interface in `sysfs`".
///
/// @param name `policy0`
/// @param processors those online that it rules (`affected_cpus`)
/// @param driver `scaling_driver`
/// @param governor `scaling_governor`, of `scaling_available_governors`
/// @param hardwareLowest `cpuinfo_min_freq`
/// @param hardwareHighest `cpuinfo_max_freq`
/// @param base the frequency without boost, where the driver tells it
/// @param lowest `scaling_min_freq`
/// @param highest `scaling_max_freq`
/// @param current `scaling_cur_freq`: what the hardware runs at, or what was asked of it last
/// @param preference `energy_performance_preference`, a hint to the hardware
/// @param boost this group's own switch (`boost`), of `0` and `1`; newer kernels have it
public record FrequencyPolicy(
        String name,
        Reading<CpuSet> processors,
        Reading<String> driver,
        Knob governor,
        Reading<Frequency> hardwareLowest,
        Reading<Frequency> hardwareHighest,
        Reading<Frequency> base,
        Reading<Frequency> lowest,
        Reading<Frequency> highest,
        Reading<Frequency> current,
        Knob preference,
        Knob boost) {

    /// The processors, or none where the kernel does not tell.
    public CpuSet members() {
        return processors.toOptional().orElseGet(CpuSet::of);
    }

    /// How the driver works.
    public FrequencyDriver knownDriver() {
        return driver.toOptional().map(FrequencyDriver::of).orElse(FrequencyDriver.OTHER);
    }

    /// What governors of cpufreq mean.
    ///
    /// **Source:** Linux `Documentation/admin-guide/pm/cpufreq.rst`, "Generic Scaling Governors".
    public static final class Governors {
        /// Our word for whichever follows the load.
        public static final String DYNAMIC = "dynamic";

        private static final List<String> FOLLOWING =
                List.of("schedutil", "ondemand", "conservative");

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
}
