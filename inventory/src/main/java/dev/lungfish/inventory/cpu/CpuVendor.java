package dev.lungfish.inventory.cpu;

import java.util.Optional;

/// libvirt's names for the vendors of x86 processors.
///
/// **Source:** libvirt 9.0 `src/cpu_map/x86_vendors.xml`.
public final class CpuVendor {
    private CpuVendor() {}

    /// Empty for a vendor without a name in libvirt, and on other architectures.
    public static Optional<String> of(CpuInfo info) {
        return info.field("vendor_id")
                .flatMap(id ->
                        switch (id) {
                            case "GenuineIntel" -> Optional.of("Intel");
                            case "AuthenticAMD" -> Optional.of("AMD");
                            case "HygonGenuine" -> Optional.of("Hygon");
                            default -> Optional.empty();
                        });
    }
}
