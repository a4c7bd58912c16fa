package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.core.power.CpuReadings.PowerLimit;
import dev.lungfish.core.power.CpuReadings.PowerZone;
import dev.lungfish.core.power.CpuReadings.Processor;
import dev.lungfish.core.power.CpuSet;
import dev.lungfish.core.power.Energy;
import dev.lungfish.core.power.Power;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads how a host's processors use power, afresh each time.
///
/// **Source:** as in [CpuReadings] and its parts.
public final class CpuPowerReader {
    static final String CPU = "/sys/devices/system/cpu";
    private static final String PLATFORM = "/sys/firmware/acpi/platform_profile";
    private static final String ZONES = "/sys/class/powercap";

    private final HostTree tree;
    private final LatencyDevice latency;

    public CpuPowerReader(HostTree tree, LatencyDevice latency) {
        this.tree = tree;
        this.latency = latency;
    }

    public CpuReadings read() {
        Reading<CpuSet> online = online();
        CpuSet processors = online.toOptional().orElseGet(CpuSet::of);
        return new CpuReadings(
                online,
                new FrequencyReader(tree).read(processors),
                List.of(
                        fixed(CPU + "/intel_pstate/status", "active", "passive"),
                        fixed(CPU + "/amd_pstate/status", "active", "passive", "guided")),
                fixed(CPU + "/cpufreq/boost", "0", "1"),
                fixed(CPU + "/intel_pstate/no_turbo", "0", "1"),
                new Knob(tree.line(PLATFORM), platformProfiles()),
                tree.line(CPU + "/cpuidle/current_driver"),
                idleGovernor(),
                latency.read(),
                processors.stream().mapToObj(this::processor).toList(),
                zones());
    }

    /// Only the online processors; read every few seconds.
    public Reading<CpuSet> online() {
        return tree.line(CPU + "/online").map(CpuSet::parse);
    }

    /// Only the energy counters; read several times a second.
    public Reading<List<PowerZone>> zones() {
        return tree.children(ZONES)
                .map(names ->
                        names.stream()
                                .filter(name -> name.indexOf(':') > 0)
                                .map(this::zone)
                                .toList());
    }

    private Knob fixed(String path, String... words) {
        return Knob.of(tree.line(path), path, List.of(words));
    }

    /// `custom` is among the choices of Linux 6.14 and later, and EINVAL where it is written: it is
    /// what the file reads where several handlers differ, or one was set by itself.
    ///
    /// **Source:** Linux 6.14 `drivers/acpi/platform_profile.c`, `platform_profile_store()`.
    private Reading<List<String>> platformProfiles() {
        return words(tree, PLATFORM + "_choices")
                .map(words -> words.stream().filter(word -> !word.equals("custom")).toList());
    }

    static Reading<List<String>> words(HostTree tree, String path) {
        return tree.line(path)
                .map(line -> line.isEmpty() ? List.of() : List.of(line.split("\\s+", -1)));
    }

    /// If there is no choice, the file has another name and is read-only.
    private Knob idleGovernor() {
        String folder = CPU + "/cpuidle/";
        Reading<String> set = tree.line(folder + "current_governor");
        Reading<List<String>> offered = words(tree, folder + "available_governors");
        return set instanceof Reading.Absent
                ? Knob.of(
                        tree.line(folder + "current_governor_ro"),
                        folder + "current_governor_ro, which nobody may write",
                        List.of())
                : new Knob(set, offered);
    }

    private Processor processor(int number) {
        String folder = CPU + "/cpu" + number;
        String limit = folder + "/power/pm_qos_resume_latency_us";
        return new Processor(
                number,
                Knob.of(
                        tree.line(folder + "/power/energy_perf_bias"),
                        "0 to 15",
                        IdleReader.numbers(15)),
                Knob.of(tree.line(limit), limit, List.of()),
                new IdleReader(tree).states(folder + "/cpuidle"));
    }

    private PowerZone zone(String id) {
        String folder = ZONES + "/" + id;
        return new PowerZone(
                id,
                tree.line(folder + "/name"),
                parent(id),
                energy(folder + "/energy_uj"),
                energy(folder + "/max_energy_range_uj"),
                tree.line(folder + "/enabled"),
                limits(folder));
    }

    private List<PowerLimit> limits(String folder) {
        return tree.children(folder).toOptional().orElse(List.of()).stream()
                .filter(name -> name.matches("constraint_\\d_power_limit_uw"))
                .map(name -> name.substring(0, "constraint_0_".length()))
                .map(constraint -> limit(folder + "/" + constraint))
                .toList();
    }

    private PowerLimit limit(String constraint) {
        return new PowerLimit(
                tree.line(constraint + "name"),
                power(constraint + "power_limit_uw"),
                power(constraint + "max_power_uw"),
                tree.number(constraint + "time_window_us", 0, Long.MAX_VALUE / 1000)
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS)));
    }

    private Reading<Power> power(String path) {
        return tree.number(path, 0, Long.MAX_VALUE).map(Power::new);
    }

    /// The parent zone; or the access method, if it is not the usual one: by it a package may be
    /// listed twice.
    private Optional<String> parent(String id) {
        int last = id.lastIndexOf(':');
        if (id.indexOf(':') < last) {
            return tree.line(ZONES + "/" + id.substring(0, last) + "/name").toOptional();
        }
        return id.startsWith("intel-rapl-mmio") ? Optional.of("mmio") : Optional.empty();
    }

    private Reading<Energy> energy(String path) {
        return tree.number(path, 0, Long.MAX_VALUE).map(Energy::new);
    }

    /// Folders like `policy0`, `policy12`, by their numbers.
    static Reading<List<String>> numbered(HostTree tree, String folder, String prefix) {
        return tree.folders(folder)
                .map(names -> {
                    List<String> found = new ArrayList<>(names);
                    found.removeIf(name -> !name.matches(prefix + "\\d{1,5}"));
                    found.sort(
                            Comparator.comparingInt(
                                    name -> Integer.parseInt(name.substring(prefix.length()))));
                    return List.copyOf(found);
                });
    }
}
