package dev.lungfish.agent.config;

import dev.lungfish.core.power.CpuSetting;
import dev.lungfish.core.power.PowerProfile;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Understands the table of the processors: `[cpu]` and a table `[cpu.profiles.NAME]` for each
/// profile.
final class CpuTable {
    static final String NAME = "cpu";
    private static final Pattern PROFILE = Pattern.compile("[a-z][a-z0-9-]{0,40}");

    private CpuTable() {}

    /// @param policy the table `[policy]`
    /// @param metrics what `[metrics]` says
    static PowerConfiguration understand(
            ConfigurationTable table, ConfigurationTable policy, MetricsConfiguration metrics) {
        boolean restore = table.flag("restore_on_stop", true);
        List<PowerProfile> profiles = new ArrayList<>(PowerProfile.USUAL);
        ConfigurationTable named = table.table("profiles");
        for (String name : named.keys()) {
            ConfigurationTable profile = named.table(name);
            if (!PROFILE.matcher(name).matches()) {
                named.wrong(name, new ConfigurationReason.ProfileNameMalformed());
            } else if (profiles.stream().anyMatch(known -> known.name().equals(name))) {
                named.wrong(name, new ConfigurationReason.ProfileExists());
            }
            profiles.add(profile(name, profile));
        }
        named.refuseUnknown();
        table.refuseUnknown();
        return new PowerConfiguration(
                profiles, restore, PolicyTable.understand(policy, profiles), metrics);
    }

    private static PowerProfile profile(String name, ConfigurationTable table) {
        PowerProfile base =
                table.word(
                        "base",
                        new PowerProfile("none", Map.of()),
                        PowerProfile.USUAL,
                        PowerProfile::name);
        Map<CpuSetting, List<String>> wanted = new EnumMap<>(CpuSetting.class);
        for (CpuSetting setting : CpuSetting.values()) {
            String key = setting.spelling().replace('-', '_');
            List<String> words = table.textOrTexts(key, "value", "[\"schedutil\", \"ondemand\"]");
            if (!words.isEmpty()) {
                wanted.put(setting, words);
            }
        }
        if (wanted.isEmpty() && base.wanted().isEmpty()) {
            table.wrong("base", new ConfigurationReason.ProfileBaseMissing());
        }
        table.refuseUnknown();
        return base.with(name, wanted);
    }
}
