package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.util.List;
import java.util.Optional;

/// A part of the hardware that counts its energy: a zone of powercap, as RAPL has them.
///
/// **Source:** Linux `Documentation/power/powercap/powercap.rst`. Since 5.10 only root may read
/// `energy_uj` (`Documentation/ABI/testing/sysfs-class-powercap`).
///
/// @param id the kernel's: `intel-rapl:0:1`
/// @param name `package-0`, `core`, `uncore`, `dram`, `psys`
/// @param parent the name of the zone that this one is part of
/// @param energy used so far; begins again at zero after the range
/// @param range the counter's largest value
/// @param enabled `0` where it keeps no limit
/// @param limits what it may use; none where it can only count
public record PowerZone(
        String id,
        Reading<String> name,
        Optional<String> parent,
        Reading<Energy> energy,
        Reading<Energy> range,
        Reading<String> enabled,
        List<PowerLimit> limits) {
    public PowerZone {
        limits = List.copyOf(limits);
    }

    /// The name for people and for labels, unique on a host: `package-0`, `package-0/dram`.
    public String label() {
        String own = name.toOptional().orElse(id);
        return parent.map(above -> above + "/" + own).orElse(own);
    }
}
