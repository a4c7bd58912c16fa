package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.KernelReadings;
import dev.lungfish.core.sleep.SleepReadings.KernelRelease;
import dev.lungfish.linux.tree.HostTree;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Reads which sleep states the kernel offers.
///
/// **Source:** kernel `Documentation/ABI/testing/sysfs-power`.
public final class KernelSleepReader {
    static final String STATE = "/sys/power/state";
    static final String MEMORY_SLEEP = "/sys/power/mem_sleep";
    static final String RELEASE = "/proc/sys/kernel/osrelease";
    static final String VERSION = "/proc/version";

    private static final Set<String> STATE_WORDS = Set.of("freeze", "standby", "mem", "disk");
    private static final Set<String> MEMORY_SLEEP_WORDS = Set.of("s2idle", "shallow", "deep");

    private final HostTree tree;

    public KernelSleepReader(HostTree tree) {
        this.tree = tree;
    }

    public KernelReadings read() {
        return new KernelReadings(
                state(), tree.choice(MEMORY_SLEEP, MEMORY_SLEEP_WORDS), release());
    }

    /// The words of `/sys/power/state`. An empty file is an answer too: the kernel has no sleep
    /// state.
    private Reading<Set<String>> state() {
        return tree.line(STATE)
                .map(line -> {
                    Set<String> words =
                            new LinkedHashSet<>(
                                    line.isEmpty() ? List.of() : List.of(line.split("\\s+", -1)));
                    if (!words.isEmpty() && words.stream().noneMatch(STATE_WORDS::contains)) {
                        throw new IllegalArgumentException(
                                "none of freeze, standby, mem, disk in " + HostTree.quote(line));
                    }
                    return words;
                });
    }

    private Reading<KernelRelease> release() {
        Reading<KernelRelease> release = tree.line(RELEASE).map(KernelRelease::parse);
        return release instanceof Reading.Absent<KernelRelease>
                ? tree.line(VERSION).map(KernelSleepReader::releaseInVersion)
                : release;
    }

    private static KernelRelease releaseInVersion(String version) {
        String prefix = "Linux version ";
        if (!version.startsWith(prefix)) {
            throw new IllegalArgumentException("no kernel version: " + HostTree.quote(version));
        }
        return KernelRelease.parse(version.substring(prefix.length()));
    }
}
