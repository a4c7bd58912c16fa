package dev.lungfish.core.power;

import dev.lungfish.core.reason.Spelled;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be set, in the order in which it must be: what comes first decides what the kernel
/// offers afterwards, or changes it.
///
/// **Source:** Linux `drivers/cpufreq/intel_pstate.c`, `store_energy_performance_preference()`:
/// `EBUSY` for any preference but `performance` while the governor is `performance`, so that the
/// governor comes before the preference; `Documentation/admin-guide/pm/amd-pstate.rst`: a change of
/// the mode registers the driver anew, with the usual settings.
public enum CpuSetting implements Spelled {
    /// How the driver works: `active`, `passive`, `guided`.
    MODE("mode", true),
    /// `low-power`, `balanced`, `performance` and what else the firmware offers.
    PLATFORM_PROFILE("platform-profile", true),
    /// `on` or `off`.
    BOOST("boost", true),
    /// A governor's name, or `dynamic` for the one that follows the load.
    GOVERNOR("governor", true),
    /// A [FrequencyTarget].
    MIN_FREQUENCY("min-frequency", true),
    /// A [FrequencyTarget].
    MAX_FREQUENCY("max-frequency", true),
    /// `performance`, `balance_performance`, `balance_power`, `power`, `default` or 0 to 255.
    PREFERENCE("preference", true),
    /// 0 to 15, or a word of the kernel's.
    BIAS("bias", true),
    /// A governor of cpuidle.
    IDLE_GOVERNOR("idle-governor", false),
    /// Names of idle states, with commas between.
    DISABLE_IDLE("disable-idle", false),
    /// Names of idle states, with commas between.
    ENABLE_IDLE("enable-idle", false),
    /// A [LatencyTarget], of each processor.
    LATENCY("latency", false),
    /// A [LatencyTarget], of the whole host, as long as who asks for it lives.
    HOST_LATENCY("host-latency", false),
    /// What zones of powercap may use: `65W`, `package-0:short_term=90W,package-0/dram=12W`.
    POWER_LIMIT("power-limit", false),
    /// Over which time, in the same form: `28s`, `package-0:short_term=10ms`.
    POWER_WINDOW("power-window", false);

    private static final Set<CpuSetting> ONE_ANOTHER = EnumSet.range(MODE, BIAS);

    private final String spelling;
    private final boolean changesOthers;

    CpuSetting(String spelling, boolean changesOthers) {
        this.spelling = spelling;
        this.changesOthers = changesOthers;
    }

    @Override
    public String spelling() {
        return spelling;
    }

    /// Whether it holds for the whole host and not for single processors.
    public boolean ofTheWholeHost() {
        return switch (this) {
            case MODE,
                    PLATFORM_PROFILE,
                    BOOST,
                    IDLE_GOVERNOR,
                    HOST_LATENCY,
                    POWER_LIMIT,
                    POWER_WINDOW ->
                    true;
            case GOVERNOR,
                    MIN_FREQUENCY,
                    MAX_FREQUENCY,
                    PREFERENCE,
                    BIAS,
                    DISABLE_IDLE,
                    ENABLE_IDLE,
                    LATENCY ->
                    false;
        };
    }

    /// What the kernel, the hardware or the firmware may change when this is set: all that must be
    /// known beforehand to undo it.
    public Set<CpuSetting> affects() {
        return changesOthers ? ONE_ANOTHER : EnumSet.of(this);
    }

    /// The setting of a spelling.
    ///
    /// @throws IllegalArgumentException that names those there are
    public static CpuSetting of(String spelling) {
        return Spelled.of(CpuSetting.class, spelling)
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no setting '%s': one of %s expected"
                                        .formatted(
                                                spelling,
                                                Arrays.stream(values())
                                                        .map(CpuSetting::spelling)
                                                        .collect(Collectors.joining(", ")))));
    }
}
