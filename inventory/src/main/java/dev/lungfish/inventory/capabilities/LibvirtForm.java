package dev.lungfish.inventory.capabilities;

import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a version of libvirt writes of a host beyond what all versions write.
///
/// **Source:** libvirt 9.0 and 11.3 `src/conf/capabilities.c` (`virCapabilitiesInitCaches()`,
/// `virCapabilitiesHostNUMAInitReal()`), `src/cpu/cpu.c` (`virCPUGetHost()`).
enum LibvirtForm {
    /// No clusters, and caches from level 3 up: libvirt 9.0, and hosts without libvirt.
    WITHOUT_CLUSTERS(3),
    /// Clusters of processors, and caches from level 2 up: libvirt 11.3.
    WITH_CLUSTERS(2);

    /// The grammar belongs to the library. That of libvirt 9.0 forbids the attribute, and that of
    /// 11.3 requires it.
    private static final String GRAMMAR = "/usr/share/libvirt/schemas/capability.rng";

    private static final int LARGEST_GRAMMAR_BYTES = 1 << 20;

    private final int leastCacheLevel;

    LibvirtForm(int leastCacheLevel) {
        this.leastCacheLevel = leastCacheLevel;
    }

    /// That of the libvirt on this machine, like the CPU map; a record has none.
    static LibvirtForm installed(HostTree machine) {
        return machine.bytes(GRAMMAR, LARGEST_GRAMMAR_BYTES)
                        .map(content -> new String(content, StandardCharsets.UTF_8))
                        .toOptional()
                        .filter(grammar -> grammar.contains("\"cluster_id\""))
                        .isPresent()
                ? WITH_CLUSTERS
                : WITHOUT_CLUSTERS;
    }

    int leastCacheLevel() {
        return leastCacheLevel;
    }

    /// A number, or none where clusters are not written.
    @Nullable Integer cluster(int number) {
        return this == WITH_CLUSTERS ? (Integer) number : null;
    }
}
