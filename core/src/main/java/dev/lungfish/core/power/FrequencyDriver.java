package dev.lungfish.core.power;

/// Drivers of cpufreq that are known by their names, and what their governors mean.
///
/// **Source:** Linux `Documentation/admin-guide/pm/intel_pstate.rst`, "Active Mode" and "Passive
/// Mode"; `Documentation/admin-guide/pm/amd-pstate.rst`, "`amd-pstate` Driver Operation Modes";
/// `drivers/cpufreq/{acpi-cpufreq,cppc_cpufreq}.c`.
public enum FrequencyDriver {
    /// The hardware chooses; `powersave` is the governor that lets it.
    INTEL_PSTATE_ACTIVE("intel_pstate", "intel_pstate, active", true),
    /// The kernel's governors choose.
    INTEL_PSTATE_PASSIVE("intel_cpufreq", "intel_pstate, passive", false),
    /// The hardware chooses; `powersave` is the governor that lets it.
    AMD_PSTATE_ACTIVE("amd-pstate-epp", "amd-pstate, active", true),
    /// The kernel's governors choose; in guided mode the hardware chooses between bounds.
    AMD_PSTATE("amd-pstate", "amd-pstate", false),
    ACPI("acpi-cpufreq", "acpi-cpufreq", false),
    CPPC("cppc_cpufreq", "cppc", false),
    /// Any other, whose governors are the kernel's.
    OTHER("", "other", false);

    private final String name;
    private final String inWords;
    private final boolean hardwareChooses;

    FrequencyDriver(String name, String inWords, boolean hardwareChooses) {
        this.name = name;
        this.inWords = inWords;
        this.hardwareChooses = hardwareChooses;
    }

    /// The driver of a name; [#OTHER] for one that is not known.
    public static FrequencyDriver of(String name) {
        for (FrequencyDriver driver : values()) {
            if (driver != OTHER && driver.name.equals(name)) {
                return driver;
            }
        }
        return OTHER;
    }

    /// Driver and mode for people.
    public String inWords() {
        return inWords;
    }

    /// Whether the hardware chooses the frequency, so that the governor `powersave` does not mean
    /// the lowest.
    public boolean hardwareChooses() {
        return hardwareChooses;
    }
}
