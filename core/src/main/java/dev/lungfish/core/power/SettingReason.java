package dev.lungfish.core.power;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// Why a setting can't be made on a host. `group` is whose setting it is: `policy0`, `cpu3`,
/// `package-0`, `host`. `source` is the file that was read, `found` what it says.
public sealed interface SettingReason extends Reason {
    record ProcessorsOffline(CpuSet processors, String source, String found)
            implements SettingReason {}

    record NoProcessorOnline(CpuSetting setting, String source, String found)
            implements SettingReason {}

    /// Processors were named for a setting that holds for all.
    record WholeHostSetting(CpuSetting setting) implements SettingReason {}

    /// Processors were named that share a group with others.
    record FrequencyGroupSplit(CpuSet processors, String group) implements SettingReason {}

    record SettingMissing(CpuSetting setting, String value, String group, String file)
            implements SettingReason {}

    record ValueNotOffered(
            CpuSetting setting, String value, String group, List<String> offered, String source)
            implements SettingReason {}

    record OfferUnknown(CpuSetting setting, String value, String group, String source, String found)
            implements SettingReason {}

    /// What a file holds now is nothing that it takes.
    record ValueNotRestorable(CpuSetting setting, String group, String file, String value)
            implements SettingReason {}

    record NoDriverMode(List<String> files) implements SettingReason {}

    record BoostMalformed(String value) implements SettingReason {}

    record NoBoostSwitch(String file) implements SettingReason {}

    record LatencyMalformed(CpuSetting setting, String value) implements SettingReason {}

    record NoLatencyFile(CpuSetting setting, String file) implements SettingReason {}

    /// The limit holds only as long as a process lives.
    record HostLatencyNeedsDaemon(String file) implements SettingReason {}

    record NoFrequencyGroups(CpuSetting setting, String source, String found)
            implements SettingReason {}

    record FrequencyMalformed(CpuSetting setting, String value, String group)
            implements SettingReason {}

    record FrequencyBoundsUnknown(CpuSetting setting, String group, String source, String found)
            implements SettingReason {}

    record FrequencyOutOfBounds(
            CpuSetting setting, String group, Frequency wanted, Frequency lowest, Frequency highest)
            implements SettingReason {}

    /// The lowest would lie above the highest.
    record FrequencyLimitsCrossed(
            CpuSetting setting, String group, Frequency wanted, Frequency other)
            implements SettingReason {}

    record PreferenceFixed(String value, String group) implements SettingReason {}

    record IdleStateMissing(
            CpuSetting setting,
            String state,
            String group,
            List<String> states,
            String source,
            String found)
            implements SettingReason {}

    /// The reason `no-power-zone`.
    ///
    /// @param zone that was named; empty where all packages are meant
    record NoPowerZone(
            CpuSetting setting, String zone, List<String> zones, String source, String found)
            implements SettingReason {}

    record NoPowerConstraint(
            CpuSetting setting, String zone, String constraint, List<String> constraints)
            implements SettingReason {}

    record PowerZoneDisabled(CpuSetting setting, String zone, String file)
            implements SettingReason {}

    record PowerMalformed(CpuSetting setting, String zone, String value) implements SettingReason {}

    record PowerZero(CpuSetting setting, String zone) implements SettingReason {}

    record PowerTooHigh(CpuSetting setting, String zone, Power wanted, Power most, String source)
            implements SettingReason {}

    record HighestPowerUnknown(CpuSetting setting, String zone, String source, String found)
            implements SettingReason {}

    record PowerWindowMalformed(CpuSetting setting, String zone, String value)
            implements SettingReason {}

    record PowerFileMissing(CpuSetting setting, String zone, String file)
            implements SettingReason {}
}
