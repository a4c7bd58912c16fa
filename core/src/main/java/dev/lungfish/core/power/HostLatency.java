package dev.lungfish.core.power;

import dev.lungfish.core.evidence.Reading;
import java.time.Duration;

/// How long leaving an idle state may take on any processor of the host (PM QoS). Each process may
/// ask for a limit; it holds as long as the process keeps the kernel's device open, and the
/// strictest of all decides.
///
/// **Source:** Linux `Documentation/power/pm_qos_interface.rst` and `kernel/power/qos.c`.
///
/// @param strictest of all that are asked for; its source is the device. [#NONE] where nobody asks
/// @param held what this process asks for, in microseconds; [#NOT_HELD] for nothing
/// @param holdable whether this process lives on, so that it can
public record HostLatency(Reading<Duration> strictest, String held, boolean holdable) {
    /// What the kernel tells where nobody asks for a limit (`PM_QOS_CPU_LATENCY_DEFAULT_VALUE`).
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
