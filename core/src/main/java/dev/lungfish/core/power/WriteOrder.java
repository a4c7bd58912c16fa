package dev.lungfish.core.power;

import dev.lungfish.core.power.Planning.FileChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// In which order files are written.
public final class WriteOrder {
    private WriteOrder() {}

    /// Settings in their own order, but the two limits of one group so that the lowest is at no
    /// time above the highest: a kernel refuses that, or quietly takes another value.
    ///
    /// **Source:** Linux `drivers/cpufreq/cpufreq.c`, `store_one()` and `cpufreq_set_policy()`.
    ///
    /// @param current what a file holds now, by its path
    public static List<FileChange> sorted(
            List<FileChange> changes, Function<String, Optional<String>> current) {
        List<FileChange> sorted = new ArrayList<>(changes);
        sorted.sort(Comparator.comparing(FileChange::setting)); // stable
        for (FileChange lowest : changes) {
            if (lowest.setting() != CpuSetting.MIN_FREQUENCY) {
                continue;
            }
            Optional<FileChange> highest =
                    changes.stream()
                            .filter(change -> change.setting() == CpuSetting.MAX_FREQUENCY)
                            .filter(change -> change.group().equals(lowest.group()))
                            .findFirst();
            if (highest.isPresent() && isAbove(lowest, current.apply(highest.get().path()))) {
                sorted.remove(highest.get());
                sorted.add(sorted.indexOf(lowest), highest.get());
            }
        }
        return List.copyOf(sorted);
    }

    private static boolean isAbove(FileChange lowest, Optional<String> highestNow) {
        try {
            return highestNow.isPresent()
                    && Long.parseLong(lowest.wanted()) > Long.parseLong(highestNow.get());
        } catch (NumberFormatException _) {
            return false;
        }
    }
}
