package dev.lungfish.bench;

import dev.lungfish.inventory.cpumap.CpuMap;
import dev.lungfish.inventory.cpumap.DecodedCpu;
import dev.lungfish.linux.node.Cpuid;
import dev.lungfish.linux.tree.HostTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Compares the model that we find for a processor with the one that libvirt's own tests expect,
/// over all CPUID data that libvirt's sources bring. Started by `bench/cpu-models`.
public final class CpuModels {
    private static final Pattern ATTRIBUTE = Pattern.compile("(\\w+)='([^']*)'");
    private static final Pattern MODEL = Pattern.compile("<model[^>]*>([^<]*)</model>");
    private static final Pattern FEATURE = Pattern.compile("<feature name='([^']*)'");
    private static final int ARCH_CAPABILITIES = 0x10A;

    private CpuModels() {}

    /// Prints each difference and the sum.
    ///
    /// @param arguments the folder of a CPU map, and `tests/cputestdata` of the sources
    public static void main(String[] arguments) throws IOException {
        CpuMap map =
                CpuMap.read(HostTree.live(), arguments[0] + "/")
                        .toOptional()
                        .orElseThrow(() -> new IOException("no map in " + arguments[0]));
        List<Path> expected;
        try (Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            expected =
                    files.filter(file ->
                                    file.getFileName()
                                            .toString()
                                            .matches("x86_64-cpuid-.*-host[.]xml"))
                            .sorted()
                            .toList();
        }
        int models = 0;
        int all = 0;
        for (Path file : expected) {
            String name = file.getFileName().toString().replace("-host.xml", "");
            String answer = Files.readString(file);
            DecodedCpu ours = decoded(map, Files.readString(file.resolveSibling(name + ".xml")));
            Matcher model = MODEL.matcher(answer);
            String theirs = model.find() ? model.group(1) : "none";
            TreeSet<String> features = new TreeSet<>(found(FEATURE, answer));
            boolean sameModel = theirs.equals(ours.model().orElse("none"));
            boolean sameFeatures = features.equals(new TreeSet<>(ours.features()));
            models += sameModel ? 1 : 0;
            all += sameModel && sameFeatures ? 1 : 0;
            if (!sameModel) {
                System.out.printf(
                        "%s: libvirt %s, ours %s%n", name, theirs, ours.model().orElse("none"));
            } else if (!sameFeatures) {
                TreeSet<String> more = new TreeSet<>(ours.features());
                more.removeAll(features);
                features.removeAll(ours.features());
                System.out.printf("%s: we lack %s, we add %s%n", name, features, more);
            }
        }
        System.out.printf(
                "%d data sets: the model agrees in %d, model and features in %d%s%n",
                expected.size(),
                models,
                all,
                map.unknown().isEmpty() ? "" : "; unknown in the map: " + map.unknown());
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static DecodedCpu decoded(CpuMap map, String data) {
        StringBuilder answers = new StringBuilder();
        OptionalLong capabilities = OptionalLong.empty();
        for (String line : data.lines().map(String::strip).toList()) {
            if (line.startsWith("<cpuid ")) {
                for (String word : List.of("eax_in", "ecx_in", "eax", "ebx", "ecx", "edx")) {
                    answers.append(Integer.toHexString((int) number(line, word))).append(' ');
                }
                answers.append('\n');
            } else if (line.startsWith("<msr ") && number(line, "index") == ARCH_CAPABILITIES) {
                capabilities = OptionalLong.of(number(line, "edx") << 32 | number(line, "eax"));
            }
        }
        return DecodedCpu.of(map, Cpuid.parse(answers.toString()), capabilities);
    }

    private static long number(String line, String attribute) {
        Matcher matcher = ATTRIBUTE.matcher(line);
        while (matcher.find()) {
            if (matcher.group(1).equals(attribute)) {
                return Long.decode(matcher.group(2));
            }
        }
        return 0;
    }
}
