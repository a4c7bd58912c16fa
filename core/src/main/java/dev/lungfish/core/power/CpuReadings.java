package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.util.List;
import java.util.Optional;

/// All that was read of how a host's processors use power.
///
/// **Source:** beside those of the parts: Linux `Documentation/ABI/testing/sysfs-platform_profile`;
/// `Documentation/admin-guide/pm/cpuidle.rst` for driver and governor of cpuidle;
/// `Documentation/admin-guide/pm/cpufreq.rst`, "The `boost` File in `sysfs`"; `intel_pstate.rst`,
/// `no_turbo`, where `1` means no boost.
///
/// @param online the processors that are online
/// @param policies groups of cpufreq; absent where the kernel has no cpufreq
/// @param modes switches of drivers that can work in several ways: `intel_pstate`, `amd_pstate`
/// @param boost the switch for all processors: `1` on, `0` off
/// @param noTurbo that of intel_pstate: `0` on, `1` off
/// @param platformProfile what the firmware is told
/// @param idleDriver of cpuidle
/// @param idleGovernor of cpuidle; readable only where the kernel offers no choice
/// @param hostLatency the limit of the whole host
/// @param processors each that is online
/// @param zones what counts its energy; absent where the kernel has no powercap
public record CpuReadings(
        Reading<CpuSet> online,
        Reading<List<FrequencyPolicy>> policies,
        List<Knob> modes,
        Knob boost,
        Knob noTurbo,
        Knob platformProfile,
        Reading<String> idleDriver,
        Knob idleGovernor,
        HostLatency hostLatency,
        List<Processor> processors,
        Reading<List<PowerZone>> zones) {
    public CpuReadings {
        modes = List.copyOf(modes);
        processors = List.copyOf(processors);
    }

    /// The groups, or none.
    public List<FrequencyPolicy> groups() {
        return policies.toOptional().orElse(List.of());
    }

    /// The zones, or none.
    public List<PowerZone> powerZones() {
        return zones.toOptional().orElse(List.of());
    }

    /// The switch of the driver that rules the frequencies, where it has one.
    public Optional<Knob> mode() {
        return modes.stream().filter(Knob::exists).findFirst();
    }
}
