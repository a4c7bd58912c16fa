package dev.lungfish.inventory.cpumap;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The part of the installed map for x86 processors.
///
/// **Source:** libvirt 9.0 `src/cpu_map/`, `src/cpu/cpu_map.c`.
public final class CpuMap {
    static final String FOLDER = "/usr/share/libvirt/cpu_map/";

    private static final int FILE_LIMIT_BYTES = 1 << 20;

    private final List<String> unknown;
    private final Map<String, String> vendors;
    private final Map<CpuRegister, Integer> numbers;
    private final List<CpuFeature> features;
    private final List<CpuModel> models;

    /// @param unknown elements and attributes of a later version
    CpuMap(
            List<String> unknown,
            Map<String, String> vendors,
            Map<CpuRegister, Integer> numbers,
            List<CpuFeature> features,
            List<CpuModel> models) {
        this.unknown = unknown;
        this.vendors = vendors;
        this.numbers = numbers;
        this.features = features;
        this.models = models;
    }

    /// The map that libvirt has installed on this machine. It is a dictionary, not a fact of the
    /// host that is read. Absent if libvirt is not installed.
    public static Reading<CpuMap> installed() {
        return read(HostTree.live(), FOLDER);
    }

    /// The map in a folder, with a slash at its end.
    public static Reading<CpuMap> read(HostTree tree, String folder) {
        return tree.bytes(folder + "index.xml", FILE_LIMIT_BYTES)
                .map(index -> {
                    CpuMapBuilder builder = new CpuMapBuilder();
                    for (String name : CpuMapBuilder.includes(text(index), CpuMapBuilder.X86)) {
                        builder.add(text(content(tree, folder + name)));
                    }
                    return builder.build();
                });
    }

    /// The names of the models that the map has for an architecture, in its order.
    ///
    /// @param arch by the map's name: `x86`, `ppc64`
    static Reading<List<String>> modelNames(HostTree tree, String folder, String arch) {
        return tree.bytes(folder + "index.xml", FILE_LIMIT_BYTES)
                .map(index -> {
                    List<String> names = new ArrayList<>();
                    for (String name : CpuMapBuilder.includes(text(index), arch)) {
                        names.addAll(CpuMapBuilder.models(text(content(tree, folder + name))));
                    }
                    return List.copyOf(names);
                });
    }

    private static byte[] content(HostTree tree, String path) {
        Reading<byte[]> content = tree.bytes(path, FILE_LIMIT_BYTES);
        return content.toOptional()
                .orElseThrow(() -> new IllegalArgumentException(path + ": " + content.found()));
    }

    /// Names and numbers are ASCII; comments do not matter.
    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    /// What a version of libvirt has put into it that is newer than those which are known here.
    public List<String> unknown() {
        return unknown;
    }

    /// libvirt's names of the vendors, by the string of CPUID leaf 0.
    Map<String, String> vendors() {
        return vendors;
    }

    /// Adds the answer of a register, if any feature uses it.
    void put(CpuBits bits, CpuRegister register, int answer) {
        Integer number = numbers.get(register);
        if (number != null) {
            bits.add(number, answer);
        }
    }

    /// In the order of the map, which is that of the output.
    List<CpuFeature> features() {
        return features;
    }

    /// In the order of the map, oldest first.
    List<CpuModel> models() {
        return models;
    }
}
