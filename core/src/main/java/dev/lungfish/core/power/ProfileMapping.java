package dev.lungfish.core.power;

import java.util.List;

/// What a profile means to one host.
///
/// @param wish what is set
/// @param unmapped what the host does not offer, a sentence each
public record ProfileMapping(PowerProfile profile, CpuSettingRequest wish, List<String> unmapped) {
    public ProfileMapping {
        unmapped = List.copyOf(unmapped);
    }

    /// Whether anything of it can be set here.
    public boolean meansAnything() {
        return !wish.values().isEmpty();
    }
}
