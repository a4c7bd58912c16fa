package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.proof.SleepEvidence.WakeInterrupt;
import dev.lungfish.linux.syscall.ErrorName;
import dev.lungfish.linux.tree.HostTree;
import java.util.Optional;

/// Reads which interrupt ended the last sleep.
///
/// **Source:** Linux `Documentation/ABI/testing/sysfs-power`, `pm_wakeup_irq`: `ENODATA` if the
/// kernel does not know; `kernel/irq/proc.c`, `show_interrupts()`: the devices of an interrupt
/// stand at the end of its line in `/proc/interrupts`, after two spaces and with a comma between
/// them.
final class WakeInterruptReader {
    private static final String FILE = "/sys/power/pm_wakeup_irq";
    private static final String INTERRUPTS = "/proc/interrupts";

    private final HostTree tree;

    WakeInterruptReader(HostTree tree) {
        this.tree = tree;
    }

    Reading<WakeInterrupt> read() {
        Reading<String> line = tree.line(FILE);
        return saysNothing(line)
                ? new Reading.Absent<>(FILE)
                : tree.number(FILE, 0, Integer.MAX_VALUE)
                        .map(number ->
                                new WakeInterrupt(number.intValue(), name(number).orElse("")));
    }

    private static boolean saysNothing(Reading<String> line) {
        return switch (line) {
            case Reading.Present<String>(_, String text, _) -> text.isEmpty();
            case Reading.Failed<String>(_, String error) ->
                    ErrorName.ofText(error).equals(Optional.of(ErrorName.ENODATA));
            case Reading<String> _ -> false;
        };
    }

    private Optional<String> name(long number) {
        return tree.text(INTERRUPTS)
                .toOptional()
                .flatMap(text ->
                        text.lines()
                                .map(String::strip)
                                .filter(line -> line.startsWith(number + ":"))
                                .findFirst())
                .filter(line -> line.contains("  "))
                .map(line -> line.substring(line.lastIndexOf("  ") + 2));
    }
}
