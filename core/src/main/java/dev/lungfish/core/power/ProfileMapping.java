package dev.lungfish.core.power;

import java.util.List;

/// What a profile means to one host.
///
/// @param wish what is set
/// @param unmapped why what the host does not offer is left out
public record ProfileMapping(
        PowerProfile profile, CpuSettingRequest wish, List<SettingReason> unmapped) {
    public ProfileMapping {
        unmapped = List.copyOf(unmapped);
    }

    /// Whether anything of it can be set here.
    public boolean meansAnything() {
        return !wish.values().isEmpty();
    }
}
