package dev.lungfish.linux.node;

import dev.lungfish.linux.tree.HostTree;
import java.util.OptionalInt;

/// The temperature of a host.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-class-thermal`: `temp` in thousandths of a
/// degree Celsius.
public final class Temperature {
    private static final String FOLDER = "/sys/class/thermal";
    private static final int THOUSANDTHS = 1000;

    private Temperature() {}

    /// That of the hottest zone in degrees Celsius; empty if no zone has one. A zone below zero
    /// counts as zero.
    public static OptionalInt hottest(HostTree tree) {
        return tree.children(FOLDER).toOptional().stream()
                .flatMap(names -> names.stream())
                .filter(name -> name.startsWith("thermal_zone"))
                .map(name -> tree.number(FOLDER + "/" + name + "/temp", -300_000, 1_000_000))
                .flatMap(reading -> reading.toOptional().stream())
                .mapToInt(found -> (int) Math.max(0, found / THOUSANDTHS))
                .max();
    }
}
