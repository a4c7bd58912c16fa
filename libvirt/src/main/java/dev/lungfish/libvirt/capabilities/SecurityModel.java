package dev.lungfish.libvirt.capabilities;

import java.util.List;

/// The element `<secmodel>`: how guests are isolated.
///
/// @param model `selinux`, `apparmor`, `dac` or `none`
/// @param doi the domain of interpretation; `0` everywhere today
public record SecurityModel(String model, String doi, List<BaseLabel> baseLabels) {
    public SecurityModel {
        baseLabels = List.copyOf(baseLabels);
    }

    /// The element `<baselabel>`.
    ///
    /// @param type the type of guest that gets it: `kvm`, `qemu`
    public record BaseLabel(String type, String label) {}
}
