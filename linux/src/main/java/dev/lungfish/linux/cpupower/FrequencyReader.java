package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.Frequency;
import dev.lungfish.core.power.FrequencyPolicy;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// Reads the groups of processors that share a frequency.
final class FrequencyReader {
    private static final String FOLDER = CpuPowerReader.CPU + "/cpufreq";

    private final HostTree tree;

    FrequencyReader(HostTree tree) {
        this.tree = tree;
    }

    /// The groups with an online processor. The folders of the others remain, but their files fail
    /// with `EBUSY` (`drivers/cpufreq/cpufreq.c`, `show()`).
    ///
    /// @param online the online processors
    Reading<List<FrequencyPolicy>> read(CpuSet online) {
        return CpuPowerReader.numbered(tree, FOLDER, "policy")
                .map(names ->
                        names.stream()
                                .map(this::policy)
                                .filter(policy -> !isAsleep(policy, online))
                                .toList());
    }

    private static boolean isAsleep(FrequencyPolicy policy, CpuSet online) {
        int first = Integer.parseInt(policy.name().substring("policy".length()));
        return policy.members().isEmpty() && !online.contains(first);
    }

    private FrequencyPolicy policy(String name) {
        String folder = FOLDER + "/" + name + "/";
        return new FrequencyPolicy(
                name,
                tree.line(folder + "affected_cpus")
                        .map(line -> CpuSet.parse(line.replaceAll("\\s+", ","))),
                tree.line(folder + "scaling_driver"),
                new Knob(
                        tree.line(folder + "scaling_governor"),
                        CpuPowerReader.words(tree, folder + "scaling_available_governors")),
                frequency(folder + "cpuinfo_min_freq"),
                frequency(folder + "cpuinfo_max_freq"),
                frequency(folder + "base_frequency"),
                frequency(folder + "scaling_min_freq"),
                frequency(folder + "scaling_max_freq"),
                frequency(folder + "scaling_cur_freq"),
                new Knob(
                        tree.line(folder + "energy_performance_preference"),
                        CpuPowerReader.words(
                                tree, folder + "energy_performance_available_preferences")),
                Knob.of(tree.line(folder + "boost"), folder + "boost", List.of("0", "1")));
    }

    private Reading<Frequency> frequency(String path) {
        return tree.number(path, 0, Frequency.MOST_KILOHERTZ).map(Frequency::new);
    }
}
