package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.util.List;

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
