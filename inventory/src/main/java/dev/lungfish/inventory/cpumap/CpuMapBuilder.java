package dev.lungfish.inventory.cpumap;

import dev.lungfish.core.power.CpuSet;
import dev.lungfish.inventory.cpumap.CpuModel.ModelSignature;
import dev.lungfish.inventory.cpumap.CpuRegister.Kind;
import dev.lungfish.inventory.cpumap.CpuRegister.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Builds the map from its files. For use by one thread.
final class CpuMapBuilder {
    static final String X86 = "x86";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_.+-]+");

    /// The elements that hold no other meaning for us are among them.
    ///
    /// **Source:** libvirt 9.0 to 12.8 `src/cpu_map/`, `src/cpu/cpu_map.c`, `src/cpu/cpu_x86.c`.
    private static final Map<String, Set<String>> KNOWN =
            Map.ofEntries(
                    Map.entry("?xml", Set.of("version", "encoding")),
                    Map.entry("cpus", Set.of()),
                    Map.entry("vendor", Set.of("name", "string")),
                    Map.entry("feature", Set.of("name", "migratable", "removed", "added")),
                    Map.entry("cpuid", Set.of("eax_in", "ecx_in", "eax", "ebx", "ecx", "edx")),
                    Map.entry("msr", Set.of("index", "eax", "edx")),
                    Map.entry("alias", Set.of("name", "source")),
                    Map.entry("model", Set.of("name")),
                    Map.entry("decode", Set.of("host", "guest")),
                    Map.entry("signature", Set.of("family", "model", "stepping")),
                    Map.entry("check", Set.of("partial")));

    private final Set<String> unknown = new TreeSet<>();
    private final Map<String, String> vendors = new LinkedHashMap<>();
    private final Map<String, CpuFeature> features = new LinkedHashMap<>();
    private final Map<String, CpuModel> models = new LinkedHashMap<>();
    private final Map<CpuRegister, Integer> numbers = new HashMap<>();

    /// The files that the index lists for an architecture, in their order.
    static List<String> includes(String index, String arch) {
        List<String> files = new ArrayList<>();
        boolean ours = false;
        for (MapTag tag : MapTags.of(index)) {
            if (tag.name().equals("arch")) {
                ours = tag.attribute("name").equals(arch);
            } else if (ours && tag.name().equals("include") && tag.kind() == MapTag.Kind.START) {
                String file = tag.attribute("filename");
                if (!FILE_NAME.matcher(file).matches()) {
                    throw new IllegalArgumentException("the index names the file '" + file + "'");
                }
                files.add(file);
            }
        }
        return files;
    }

    /// The names of the models that one file defines, without their contents. The element of a
    /// model contains its ancestor, which is an empty element.
    static List<String> models(String file) {
        return MapTags.of(file).stream()
                .filter(tag -> tag.name().equals("model") && tag.kind() == MapTag.Kind.START)
                .filter(tag -> !tag.ends())
                .map(tag -> tag.attribute("name"))
                .toList();
    }

    /// Adds the definitions of one file. Those that it refers to must have been added before.
    void add(String file) {
        List<MapTag> tags = MapTags.of(file);
        tags.stream().filter(tag -> tag.kind() == MapTag.Kind.START).forEach(this::notice);
        for (int i = 0; i < tags.size(); i++) {
            MapTag tag = tags.get(i);
            if (tag.kind() == MapTag.Kind.END) {
                continue;
            }
            switch (tag.name()) {
                case "vendor" -> vendors.put(tag.attribute("string"), tag.attribute("name"));
                case "feature" -> i = feature(tags, i);
                case "model" -> i = model(tags, i);
                default -> {
                    // The root, or an element of a later version.
                }
            }
        }
    }

    /// An element or an attribute that no version which we know has may mean that a model is
    /// another one.
    private void notice(MapTag tag) {
        Set<String> attributes = KNOWN.get(tag.name());
        if (attributes == null) {
            unknown.add("<" + tag.name() + ">");
        } else {
            tag.attributes().stream()
                    .filter(name -> !attributes.contains(name))
                    .forEach(name -> unknown.add("<" + tag.name() + " " + name + "=...>"));
        }
    }

    CpuMap build() {
        return new CpuMap(
                List.copyOf(unknown),
                Map.copyOf(vendors),
                Map.copyOf(numbers),
                List.copyOf(features.values()),
                List.copyOf(models.values()));
    }

    /// Reads the feature that begins at a tag; returns the index of its last tag.
    private int feature(List<MapTag> tags, int start) {
        List<MapTag> registers = new ArrayList<>();
        String name = tags.get(start).attribute("name");
        int i = start;
        while (!(at(tags, i, name).ends() && tags.get(i).name().equals("feature"))) {
            i++;
            MapTag tag = at(tags, i, name);
            // The others are aliases, or elements of a later version.
            if (tag.name().equals("cpuid") || tag.name().equals("msr")) {
                registers.add(tag);
            }
        }
        features.put(name, feature(name, registers));
        return i;
    }

    private CpuFeature feature(String name, List<MapTag> registers) {
        int[] words = new int[registers.size() * Part.values().length];
        int[] masks = new int[words.length];
        int count = 0;
        for (MapTag tag : registers) {
            boolean cpuid = tag.name().equals("cpuid");
            Kind kind = cpuid ? Kind.CPUID : Kind.MODEL_SPECIFIC;
            int index = hexadecimal(tag, cpuid ? "eax_in" : "index");
            int subindex = hexadecimal(tag, "ecx_in");
            for (Part part : Part.values()) {
                int mask = hexadecimal(tag, part.attribute());
                if (mask != 0) {
                    CpuRegister register = new CpuRegister(kind, index, subindex, part);
                    words[count] = numbers.computeIfAbsent(register, _ -> numbers.size());
                    masks[count] = mask;
                    count++;
                }
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("the feature '" + name + "' has no bits");
        }
        return new CpuFeature(name, Arrays.copyOf(words, count), Arrays.copyOf(masks, count));
    }

    /// Reads the model that begins at a tag; returns the index of its last tag.
    private int model(List<MapTag> tags, int start) {
        String name = tags.get(start).attribute("name");
        String vendor = null;
        boolean forHosts = true;
        CpuBits bits = new CpuBits();
        List<ModelSignature> inherited = List.of();
        List<ModelSignature> own = new ArrayList<>();
        int i = start + 1;
        while (!(at(tags, i, name).kind() == MapTag.Kind.END
                && tags.get(i).name().equals("model"))) {
            MapTag tag = tags.get(i);
            switch (tag.name()) {
                case "model" -> {
                    CpuModel ancestor = known(models, tag.attribute("name"), name);
                    vendor = ancestor.vendor();
                    inherited = ancestor.signatures();
                    bits.add(ancestor.bits());
                }
                case "decode" -> forHosts = tag.attribute("host").equals("on");
                case "signature" -> own.add(signature(tag));
                case "vendor" -> vendor = tag.attribute("name");
                case "feature" -> {
                    // What versions of libvirt took from a model, or gave to it, after it was first
                    // defined does not belong to its bits.
                    if (!tag.attribute("removed").equals("yes")
                            && !tag.attribute("added").equals("yes")) {
                        known(features, tag.attribute("name"), name).addTo(bits);
                    }
                }
                default -> {
                    // An element of a later version, which was noticed.
                }
            }
            i++;
        }
        models.put(
                name, new CpuModel(name, vendor, forHosts, own.isEmpty() ? inherited : own, bits));
        return i;
    }

    private static MapTag at(List<MapTag> tags, int place, String name) {
        if (place == tags.size()) {
            throw new IllegalArgumentException("the element of '" + name + "' does not end");
        }
        return tags.get(place);
    }

    private static ModelSignature signature(MapTag tag) {
        String steppings = tag.attribute("stepping");
        return new ModelSignature(
                Integer.parseInt(tag.attribute("family")),
                Integer.parseInt(tag.attribute("model")),
                steppings.isEmpty() ? null : CpuSet.parse(steppings));
    }

    private static <T> T known(Map<String, T> defined, String name, String model) {
        @Nullable T value = defined.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the model " + model + " refers to '" + name + "', which is not defined");
        }
        return value;
    }

    /// A missing attribute means no bits.
    private static int hexadecimal(MapTag tag, String attribute) {
        String value = tag.attribute(attribute);
        return value.isEmpty() ? 0 : Long.decode(value).intValue();
    }
}
