package dev.lungfish.linux.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The processor power files of a record.
final class ProcessorPowerFiles {
    private static final String CPU = "/sys/devices/system/cpu";
    private static final String ZONES = "/sys/class/powercap";
    private static final List<String> HOST =
            List.of(
                    CPU + "/intel_pstate/status",
                    CPU + "/intel_pstate/no_turbo",
                    CPU + "/amd_pstate/status",
                    CPU + "/cpufreq/boost",
                    "/sys/firmware/acpi/platform_profile",
                    "/sys/firmware/acpi/platform_profile_choices",
                    CPU + "/cpuidle/current_driver",
                    CPU + "/cpuidle/current_governor",
                    CPU + "/cpuidle/current_governor_ro",
                    CPU + "/cpuidle/available_governors");
    private static final List<String> POLICY =
            List.of(
                    "affected_cpus",
                    "scaling_driver",
                    "scaling_governor",
                    "scaling_available_governors",
                    "cpuinfo_min_freq",
                    "cpuinfo_max_freq",
                    "base_frequency",
                    "scaling_min_freq",
                    "scaling_max_freq",
                    "scaling_cur_freq",
                    "energy_performance_preference",
                    "energy_performance_available_preferences",
                    "boost");
    private static final List<String> IDLE_STATE =
            List.of("name", "latency", "residency", "usage", "time", "disable");

    private final HostCopy copy;

    ProcessorPowerFiles(HostCopy copy) {
        this.copy = copy;
    }

    void copy() throws IOException {
        for (String file : HOST) {
            copy.text(file);
        }
        String policies = CPU + "/cpufreq";
        for (String name : copy.entries(policies)) {
            if (name.matches("policy\\d+")) {
                copy.texts(policies + "/" + name, POLICY);
            }
        }
        for (String name : copy.entries(CPU)) {
            if (name.matches("cpu\\d+")) {
                processor(CPU + "/" + name);
            }
        }
        for (String name : copy.entries(ZONES)) {
            var zone = copy.link(ZONES + "/" + name);
            if (zone.isPresent()) {
                copy.texts(zone.get(), zoneFiles());
            }
        }
    }

    /// No zone has more than three constraints.
    private static List<String> zoneFiles() {
        List<String> files =
                new ArrayList<>(List.of("name", "energy_uj", "max_energy_range_uj", "enabled"));
        for (int constraint = 0; constraint < 3; constraint++) {
            for (String file :
                    List.of("name", "power_limit_uw", "max_power_uw", "time_window_us")) {
                files.add("constraint_" + constraint + "_" + file);
            }
        }
        return files;
    }

    private void processor(String folder) throws IOException {
        copy.texts(folder + "/power", List.of("energy_perf_bias", "pm_qos_resume_latency_us"));
        for (String state : copy.entries(folder + "/cpuidle")) {
            copy.texts(folder + "/cpuidle/" + state, IDLE_STATE);
        }
    }
}
