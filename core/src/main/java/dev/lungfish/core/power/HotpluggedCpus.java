package dev.lungfish.core.power;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an earlier request means to processors that came online since.
public final class HotpluggedCpus {
    private static final Set<CpuSetting> OF_GROUPS =
            EnumSet.of(
                    CpuSetting.GOVERNOR,
                    CpuSetting.MIN_FREQUENCY,
                    CpuSetting.MAX_FREQUENCY,
                    CpuSetting.PREFERENCE);

    private HotpluggedCpus() {}

    /// The request, for the newcomers alone. A group that has others online already keeps what
    /// holds for it, be it ours or somebody else's.
    ///
    /// @param came processors that are online now and were not
    public static List<CpuSettingRequest> requests(
            CpuSettingRequest request, CpuSet came, CpuReadings now) {
        CpuSet meant = request.processors().map(came::and).orElse(came);
        CpuSet inNewGroups = CpuSet.of();
        for (FrequencyPolicy group : now.groups()) {
            boolean isNew = group.members().without(meant).isEmpty();
            if (isNew) {
                inNewGroups = inNewGroups.or(group.members());
            }
        }
        List<CpuSettingRequest> requests = new ArrayList<>();
        part(request, true, inNewGroups).ifPresent(requests::add);
        part(request, false, meant).ifPresent(requests::add);
        return requests;
    }

    private static Optional<CpuSettingRequest> part(
            CpuSettingRequest request, boolean ofGroups, CpuSet processors) {
        Map<CpuSetting, String> values = new EnumMap<>(CpuSetting.class);
        request.values()
                .forEach((setting, value) -> {
                    if (!setting.ofTheWholeHost() && OF_GROUPS.contains(setting) == ofGroups) {
                        values.put(setting, value);
                    }
                });
        return values.isEmpty() || processors.isEmpty()
                ? Optional.empty()
                : Optional.of(new CpuSettingRequest(values, Optional.of(processors)));
    }
}
