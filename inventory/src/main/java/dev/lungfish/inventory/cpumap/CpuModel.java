package dev.lungfish.inventory.cpumap;

import dev.lungfish.core.power.CpuSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model of the map.
///
/// @param vendor the vendor of its processors; null if it fits all vendors
/// @param forHosts whether it may be the model of a host
record CpuModel(
        String name,
        @Nullable String vendor,
        boolean forHosts,
        List<ModelSignature> signatures,
        CpuBits bits) {

    /// The family and model of processors of this model.
    ///
    /// @param steppings null if it is for all
    record ModelSignature(int family, int model, @Nullable CpuSet steppings) {}

    boolean hasSignature(int family, int model, int stepping) {
        return signatures.stream()
                .anyMatch(signature ->
                        signature.family == family
                                && signature.model == model
                                && (signature.steppings == null
                                        || signature.steppings.contains(stepping)));
    }
}
