package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.linux.tree.HostTree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// The counters of wake events. One that can't be read is left out, since a device that is just
/// being removed must not hide the others.
final class WakeEvents {
    private static final String SOURCES = "/sys/class/wakeup";
    private static final String ACPI = "/sys/firmware/acpi/interrupts";
    private static final String FIXED_EVENT = "ff_";

    /// A host has some dozens; a record may claim any number.
    private static final int MOST = 4096;

    private final HostTree tree;

    WakeEvents(HostTree tree) {
        this.tree = tree;
    }

    /// The events of each wakeup source by its name; sources of the same name are added.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-class-wakeup`; names are those of devices
    /// for most, and not unique.
    Reading<Map<String, Long>> ofSources() {
        return counted(
                SOURCES,
                (folder, counts) ->
                        tree.line(SOURCES + "/" + folder + "/name")
                                .toOptional()
                                .ifPresent(name ->
                                        tree.number(
                                                        SOURCES + "/" + folder + "/event_count",
                                                        0,
                                                        Long.MAX_VALUE / MOST)
                                                .toOptional()
                                                .ifPresent(count ->
                                                        counts.merge(name, count, Long::sum))));
    }

    /// The count of each fixed event of ACPI by the name of its file: `ff_rt_clk`.
    ///
    /// **Source:** Linux `Documentation/ABI/testing/sysfs-firmware-acpi`, `interrupts/`: the number
    /// comes first, then the state.
    Reading<Map<String, Long>> ofAcpi() {
        return counted(
                ACPI,
                (name, counts) ->
                        Optional.of(name)
                                .filter(file -> file.startsWith(FIXED_EVENT))
                                .flatMap(file -> tree.line(ACPI + "/" + file).toOptional())
                                .map(line -> line.split("\\s+", 2)[0])
                                .filter(number -> number.matches("\\d{1,18}"))
                                .ifPresent(number -> counts.put(name, Long.parseLong(number))));
    }

    private Reading<Map<String, Long>> counted(
            String folder, BiConsumer<String, Map<String, Long>> count) {
        return switch (tree.children(folder)
                .map(names -> {
                    Map<String, Long> counts = new TreeMap<>();
                    names.stream().limit(MOST).forEach(name -> count.accept(name, counts));
                    return Map.copyOf(counts);
                })) {
            case Reading.Present<Map<String, Long>>(String source, var counts, _) ->
                    new Reading.Present<>(source, counts, new TreeMap<>(counts).toString());
            case Reading<Map<String, Long>> other -> other;
        };
    }
}
