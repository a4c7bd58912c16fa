package dev.lungfish.core.sleep;

import dev.lungfish.core.evidence.Choice;
import dev.lungfish.core.evidence.Reading;
import java.util.Set;

/// What the kernel says of the sleep states in which memory stays powered.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-power`,
/// `Documentation/admin-guide/pm/sleep-states.rst`.
///
/// @param state the words of `/sys/power/state`; present and empty on a kernel that knows no sleep
///   at all
/// @param memorySleep `/sys/power/mem_sleep`: what `mem` can mean and means now; since kernel 4.10
/// @param release `/proc/sys/kernel/osrelease`
public record KernelReadings(
        Reading<Set<String>> state, Reading<Choice> memorySleep, Reading<KernelRelease> release) {}
