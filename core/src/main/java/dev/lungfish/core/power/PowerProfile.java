package dev.lungfish.core.power;

import dev.lungfish.core.power.FrequencyPolicy.Governors;
import dev.lungfish.core.power.PowerService.ProfileMapping;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way to run the processors that has a name.
///
/// The three usual ones have the names that power-profiles-daemon made known, and its hints to the
/// hardware.
///
/// **Source:** power-profiles-daemon `src/ppd-driver-intel-pstate.c` and
/// `src/ppd-driver-amd-pstate.c`: `performance`, `balance_performance`, `power`, boost off in
/// power-saver, the bias 0, 6 and 15; `src/ppd-driver-platform-profile.c`: `low-power` and its
/// substitutes `quiet` and `cool`.
///
/// @param wanted for each setting what would suit, the best first; the first that the host offers
///   is taken
public record PowerProfile(String name, Map<CpuSetting, List<String>> wanted) {
    public static final PowerProfile PERFORMANCE =
            new PowerProfile(
                    "performance",
                    Map.of(
                            CpuSetting.PLATFORM_PROFILE, List.of("performance"),
                            CpuSetting.BOOST, List.of("on"),
                            CpuSetting.GOVERNOR, List.of("performance"),
                            CpuSetting.MAX_FREQUENCY, List.of("highest"),
                            CpuSetting.PREFERENCE, List.of("performance"),
                            CpuSetting.BIAS, List.of("performance")));
    public static final PowerProfile BALANCED =
            new PowerProfile(
                    "balanced",
                    Map.of(
                            CpuSetting.PLATFORM_PROFILE, List.of("balanced"),
                            CpuSetting.BOOST, List.of("on"),
                            CpuSetting.GOVERNOR, List.of(Governors.DYNAMIC),
                            CpuSetting.MIN_FREQUENCY, List.of("lowest"),
                            CpuSetting.MAX_FREQUENCY, List.of("highest"),
                            CpuSetting.PREFERENCE, List.of("balance_performance"),
                            CpuSetting.BIAS, List.of("normal")));
    public static final PowerProfile POWER_SAVER =
            new PowerProfile(
                    "power-saver",
                    Map.of(
                            CpuSetting.PLATFORM_PROFILE, List.of("low-power", "quiet", "cool"),
                            CpuSetting.BOOST, List.of("off"),
                            CpuSetting.GOVERNOR, List.of(Governors.DYNAMIC, "powersave"),
                            CpuSetting.MIN_FREQUENCY, List.of("lowest"),
                            CpuSetting.PREFERENCE, List.of("power", "balance_power"),
                            CpuSetting.BIAS, List.of("power")));

    /// The three that every host has.
    public static final List<PowerProfile> USUAL = List.of(PERFORMANCE, BALANCED, POWER_SAVER);

    public PowerProfile {
        Map<CpuSetting, List<String>> ordered = new EnumMap<>(CpuSetting.class);
        wanted.forEach((setting, words) -> ordered.put(setting, List.copyOf(words)));
        wanted = Collections.unmodifiableMap(ordered);
    }

    /// The usual one of a name.
    public static Optional<PowerProfile> usual(String name) {
        return USUAL.stream().filter(profile -> profile.name.equals(name)).findFirst();
    }

    /// This profile with other words for some settings.
    public PowerProfile with(String newName, Map<CpuSetting, List<String>> others) {
        Map<CpuSetting, List<String>> merged = new EnumMap<>(CpuSetting.class);
        merged.putAll(wanted);
        merged.putAll(others);
        return new PowerProfile(newName, merged);
    }

    /// What it means to one host.
    public ProfileMapping on(CpuReadings readings) {
        Map<CpuSetting, String> values = new EnumMap<>(CpuSetting.class);
        List<SettingReason> unmapped = new ArrayList<>();
        wanted.forEach((setting, words) -> {
            List<SettingReason> problems = new ArrayList<>();
            Optional<String> suits =
                    words.stream()
                            .filter(word -> isOffered(readings, values, setting, word, problems))
                            .findFirst();
            suits.ifPresentOrElse(
                    word -> values.put(setting, word), () -> unmapped.add(problems.getFirst()));
        });
        return new ProfileMapping(this, CpuSettingRequest.of(values), unmapped);
    }

    private static boolean isOffered(
            CpuReadings readings,
            Map<CpuSetting, String> chosen,
            CpuSetting setting,
            String word,
            List<SettingReason> problems) {
        Map<CpuSetting, String> candidate = new EnumMap<>(CpuSetting.class);
        candidate.putAll(chosen);
        candidate.put(setting, word);
        return switch (ChangePlanner.plan(readings, CpuSettingRequest.of(candidate), setting)) {
            case Planning.Planned _ -> true;
            case Planning.Refused(List<SettingReason> found) -> {
                problems.addAll(found);
                yield false;
            }
        };
    }
}
