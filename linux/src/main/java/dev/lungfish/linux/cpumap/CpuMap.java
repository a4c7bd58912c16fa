package dev.lungfish.linux.cpumap;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;
import java.util.Map;

/// The part of the installed map that is about x86 processors.
///
/// **Source:** libvirt 9.0 `src/cpu_map/`, `src/cpu/cpu_map.c`.
public final class CpuMap {
    private static final String FOLDER = "/usr/share/libvirt/cpu_map/";

    private final Map<String, String> vendors;
    private final List<CpuFeature> features;
    private final List<CpuModel> models;

    CpuMap(Map<String, String> vendors, List<CpuFeature> features, List<CpuModel> models) {
        this.vendors = vendors;
        this.features = features;
        this.models = models;
    }

    /// The map that libvirt has installed on this machine, which is a dictionary and no fact of the
    /// host that is read; absent where libvirt is not installed.
    public static Reading<CpuMap> installed() {
        return read(HostTree.live(), FOLDER);
    }

    static Reading<CpuMap> read(HostTree tree, String folder) {
        return tree.text(folder + "index.xml")
                .map(index -> {
                    CpuMapBuilder builder = new CpuMapBuilder();
                    for (String name : CpuMapBuilder.includes(index)) {
                        builder.add(text(tree, folder + name));
                    }
                    return builder.build();
                });
    }

    private static String text(HostTree tree, String path) {
        Reading<String> text = tree.text(path);
        return text.toOptional()
                .orElseThrow(() -> new IllegalArgumentException(path + ": " + text.found()));
    }

    /// libvirt's names of the vendors, by what CPUID leaf 0 spells.
    Map<String, String> vendors() {
        return vendors;
    }

    /// In the order of the map, in which they are told.
    List<CpuFeature> features() {
        return features;
    }

    /// In the order of the map, oldest first.
    List<CpuModel> models() {
        return models;
    }
}
