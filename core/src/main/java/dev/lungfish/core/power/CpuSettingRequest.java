package dev.lungfish.core.power;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// What somebody wants to be set.
///
/// @param values what each setting is to be, as a person writes it; in the order of the settings
/// @param processors for which; empty for all
public record CpuSettingRequest(
        @Bound(items = Bounds.INTERFACES, bytes = Bounds.PHRASE_BYTES)
                Map<CpuSetting, String> values,
        Optional<CpuSet> processors) {
    public CpuSettingRequest {
        Map<CpuSetting, String> ordered = new EnumMap<>(CpuSetting.class);
        ordered.putAll(values);
        values = Collections.unmodifiableMap(ordered);
    }

    /// For all processors.
    public static CpuSettingRequest of(Map<CpuSetting, String> values) {
        return new CpuSettingRequest(values, Optional.empty());
    }

    /// The part that concerns one setting.
    public CpuSettingRequest only(CpuSetting setting) {
        return new CpuSettingRequest(Map.of(setting, values.getOrDefault(setting, "")), processors);
    }

    /// All of it but one setting.
    public CpuSettingRequest without(CpuSetting setting) {
        Map<CpuSetting, String> rest = new EnumMap<>(CpuSetting.class);
        rest.putAll(values);
        rest.remove(setting);
        return new CpuSettingRequest(rest, processors);
    }

    /// Whether it is meant for a processor.
    boolean means(int processor) {
        return processors.isEmpty() || processors.get().contains(processor);
    }
}
