package dev.lungfish.libvirt.capabilities;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The element `<host><cpu>`.
///
/// @param arch libvirt's name of the architecture: `x86_64`, `aarch64`, ...
/// @param archFeatures the names of the children of `<features>`, such as `pae`; libvirt's QEMU
///   driver writes none, its Xen driver does
/// @param model the closest model of libvirt's CPU map that the processor fully supports
/// @param vendor libvirt's name of the vendor: `Intel`, `AMD`, ...
/// @param microcodeVersion the microcode revision that the processor reports
/// @param features the features beyond the model, or all without a model, by libvirt's names
/// @param pageSizesKibibytes ascending, the ordinary page first
public record HostCpu(
        String arch,
        List<String> archFeatures,
        @Nullable String model,
        @Nullable String vendor,
        @Nullable Long microcodeVersion,
        @Nullable Signature signature,
        @Nullable Counter counter,
        @Nullable Topology topology,
        @Nullable MaximumPhysicalAddress maximumPhysicalAddress,
        List<String> features,
        List<Long> pageSizesKibibytes) {

    public HostCpu {
        archFeatures = List.copyOf(archFeatures);
        features = List.copyOf(features);
        pageSizesKibibytes = List.copyOf(pageSizesKibibytes);
    }

    /// A processor of which only the architecture is known.
    public static HostCpu of(String arch) {
        return new HostCpu(
                arch, List.of(), null, null, null, null, null, null, null, List.of(), List.of());
    }

    /// The element `<signature>`: CPUID leaf 1 of an x86 processor.
    public record Signature(int family, int model, int stepping) {}

    /// The element `<counter>`.
    ///
    /// @param name `tsc` is the only one that libvirt knows
    /// @param frequencyHertz its frequency
    /// @param scaling whether a guest may have another frequency
    public record Counter(String name, long frequencyHertz, boolean scaling) {}

    /// The element `<topology>` of the processor, in libvirt's counting: `sockets` for one NUMA
    /// node, `cores` for one socket, `threads` for one core.
    ///
    /// @param clusters null before libvirt 10.1, which has none
    public record Topology(
            int sockets, int dies, @Nullable Integer clusters, int cores, int threads) {}

    /// The element `<maxphysaddr>`.
    ///
    /// @param mode `emulate` is what libvirt writes for a host
    public record MaximumPhysicalAddress(String mode, int bits) {}
}
