package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// All that was read of how a host's processors use power.
///
/// **Source:** beside those of the parts: Linux `Documentation/ABI/testing/sysfs-platform_profile`;
/// `Documentation/admin-guide/pm/cpuidle.rst` for driver and governor of cpuidle;
/// `Documentation/admin-guide/pm/cpufreq.rst`, "The `boost` File in `sysfs`"; `intel_pstate.rst`,
/// `no_turbo`, where `1` means no boost.
///
/// @param online the processors that are online
/// @param policies groups of cpufreq; absent where the kernel has no cpufreq
/// @param modes switches of drivers that can work in several ways: `intel_pstate`, `amd_pstate`
/// @param boost the switch for all processors: `1` on, `0` off
/// @param noTurbo that of intel_pstate: `0` on, `1` off
/// @param platformProfile what the firmware is told
/// @param idleDriver of cpuidle
/// @param idleGovernor of cpuidle; readable only where the kernel offers no choice
/// @param hostLatency the limit of the whole host
/// @param processors each that is online
/// @param zones what counts its energy; absent where the kernel has no powercap
public record CpuReadings(
        Reading<CpuSet> online,
        Reading<List<FrequencyPolicy>> policies,
        List<Knob> modes,
        Knob boost,
        Knob noTurbo,
        Knob platformProfile,
        Reading<String> idleDriver,
        Knob idleGovernor,
        HostLatency hostLatency,
        List<Processor> processors,
        Reading<List<PowerZone>> zones) {
    public CpuReadings {
        modes = List.copyOf(modes);
        processors = List.copyOf(processors);
    }

    /// The groups, or none.
    public List<FrequencyPolicy> groups() {
        return policies.toOptional().orElse(List.of());
    }

    /// The zones, or none.
    public List<PowerZone> powerZones() {
        return zones.toOptional().orElse(List.of());
    }

    /// The switch of the driver that rules the frequencies, where it has one.
    public Optional<Knob> mode() {
        return modes.stream().filter(Knob::exists).findFirst();
    }

    /// Whether intel_pstate's turbo is off where nobody could switch it on: the hardware goes up to
    /// its base frequency and no further.
    ///
    /// **Source:** Linux `drivers/cpufreq/intel_pstate.c`, `store_no_turbo()`: EPERM, "Turbo
    /// disabled by BIOS or unavailable on processor"; `cpuinfo_max_freq` is then the base.
    public boolean turboForbidden() {
        return noTurbo.value().filter("1"::equals).isPresent()
                && !groups().isEmpty()
                && groups().stream()
                        .allMatch(group ->
                                group.base().toOptional().isPresent()
                                        && group.base()
                                                .toOptional()
                                                .equals(group.hardwareHighest().toOptional()));
    }

    /// One logical processor that is online.
    ///
    /// **Source:** Linux `Documentation/admin-guide/pm/intel_epb.rst` for the bias;
    /// `Documentation/ABI/testing/sysfs-devices-power`, `pm_qos_resume_latency_us`, for the limit.
    ///
    /// @param number the kernel's
    /// @param bias `energy_perf_bias`, from `0` (performance) to `15` (power)
    /// @param latencyLimit `pm_qos_resume_latency_us`: microseconds that leaving an idle state may
    ///   take; `0` for no limit, `n/a` for no latency at all
    /// @param idleStates shallow ones first
    public record Processor(
            int number, Knob bias, Knob latencyLimit, Reading<List<IdleState>> idleStates) {}

    /// A state in which an idle processor may be.
    ///
    /// **Source:** Linux `Documentation/admin-guide/pm/cpuidle.rst`, "Representation of Idle States
    /// in `sysfs`": `latency`, `residency` and `time` are in microseconds.
    ///
    /// @param name `C6`, `POLL`; the kernel's name, which a person uses
    /// @param latency how long it takes to leave it
    /// @param residency how long it must last to be worth it
    /// @param uses how often it was entered
    /// @param time how long the processor was in it since the boot
    /// @param disabled `1` where it is not to be entered, `0` where it may
    public record IdleState(
            Reading<String> name,
            Reading<Duration> latency,
            Reading<Duration> residency,
            Reading<Long> uses,
            Reading<Duration> time,
            Knob disabled) {

        public boolean isCalled(String word) {
            return name.toOptional().filter(word::equals).isPresent();
        }
    }

    /// A part of the hardware that counts its energy: a zone of powercap, as RAPL has them.
    ///
    /// **Source:** Linux `Documentation/power/powercap/powercap.rst`. Since 5.10 only root may read
    /// `energy_uj` (`Documentation/ABI/testing/sysfs-class-powercap`).
    ///
    /// @param id the kernel's: `intel-rapl:0:1`
    /// @param name `package-0`, `core`, `uncore`, `dram`, `psys`
    /// @param parent the name of the zone that this one is part of
    /// @param energy used so far; begins again at zero after the range
    /// @param range the counter's largest value
    /// @param enabled `0` where it keeps no limit
    /// @param limits what it may use; none where it can only count
    public record PowerZone(
            String id,
            Reading<String> name,
            Optional<String> parent,
            Reading<Energy> energy,
            Reading<Energy> range,
            Reading<String> enabled,
            List<PowerLimit> limits) {
        public PowerZone {
            limits = List.copyOf(limits);
        }

        /// The name for people and for labels, unique on a host: `package-0`, `package-0/dram`.
        public String label() {
            String own = name.toOptional().orElse(id);
            return parent.map(above -> above + "/" + own).orElse(own);
        }
    }

    /// What a part of the hardware may use in the mean over a time: a constraint of powercap.
    ///
    /// **Source:** Linux `Documentation/power/powercap/powercap.rst`: `constraint_N_name`,
    /// `constraint_N_power_limit_uw`, `constraint_N_max_power_uw`, `constraint_N_time_window_us`.
    ///
    /// @param name `long_term`, `short_term`, `peak_power`
    /// @param limit its source is the file that is written to change it
    /// @param most the largest that the zone takes; the kernel tells none or zero where it is not
    ///   known
    /// @param window over which the mean is taken; absent where it can't be told
    public record PowerLimit(
            Reading<String> name,
            Reading<Power> limit,
            Reading<Power> most,
            Reading<Duration> window) {
        public boolean isCalled(String word) {
            return name.toOptional().filter(word::equals).isPresent();
        }

        /// The largest that can be set, where that is known.
        public Optional<Power> highest() {
            return most.toOptional().filter(power -> power.microwatts() > 0);
        }
    }

    /// How long leaving an idle state may take on any processor of the host (PM QoS). Each process
    /// may ask for a limit; it holds as long as the process keeps the kernel's device open, and the
    /// strictest of all decides.
    ///
    /// **Source:** Linux `Documentation/power/pm_qos_interface.rst` and `kernel/power/qos.c`.
    ///
    /// @param strictest of all that are asked for; its source is the device. [#NONE] where nobody
    ///   asks
    /// @param held what this process asks for, in microseconds; [#NOT_HELD] for nothing
    /// @param holdable whether this process lives on, so that it can
    public record HostLatency(Reading<Duration> strictest, String held, boolean holdable) {
        /// What the kernel tells where nobody asks for a limit
        /// (`PM_QOS_CPU_LATENCY_DEFAULT_VALUE`).
        public static final Duration NONE = Duration.ofSeconds(2000);

        public static final String NOT_HELD = "none";

        /// The device.
        public String path() {
            return strictest.source();
        }

        /// What this process asks for, as a file that could hold it.
        public Reading<String> holding() {
            return new Reading.Present<>(path(), held, held);
        }
    }

    /// A file of the kernel that holds one setting, and what may be written into it.
    ///
    /// @param set what holds now; its source is the file that is written to change it
    /// @param offered what the kernel takes there
    public record Knob(Reading<String> set, Reading<List<String>> offered) {
        /// The file.
        public String path() {
            return set.source();
        }

        /// What holds now, where that is known.
        public Optional<String> value() {
            return set.toOptional();
        }

        /// Whether this host has it at all.
        public boolean exists() {
            return !(set instanceof Reading.Absent);
        }

        /// Whether the kernel says that it takes a word here.
        public boolean offers(String word) {
            return offered.toOptional().filter(words -> words.contains(word)).isPresent();
        }

        /// A knob that always takes the same words.
        ///
        /// @param source what says so, for evidence
        public static Knob of(Reading<String> set, String source, List<String> words) {
            return new Knob(
                    set,
                    new Reading.Present<>(source, List.copyOf(words), String.join(" ", words)));
        }
    }
}
