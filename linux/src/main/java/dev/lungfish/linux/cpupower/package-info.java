/// How the kernel saves the power of its processors: cpufreq, cpuidle, latency limits, powercap,
/// and the firmware's profile; and the services that control them.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.cpupower;

import org.jspecify.annotations.NullMarked;
