package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.IdleState;
import dev.lungfish.core.power.CpuReadings.Knob;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/// Reads the idle states of a processor.
final class IdleReader {
    private final HostTree tree;

    IdleReader(HostTree tree) {
        this.tree = tree;
    }

    Reading<List<IdleState>> states(String folder) {
        return CpuPowerReader.numbered(tree, folder, "state")
                .map(names -> names.stream().map(name -> state(folder + "/" + name)).toList());
    }

    private IdleState state(String folder) {
        return new IdleState(
                tree.line(folder + "/name"),
                micros(folder + "/latency"),
                micros(folder + "/residency"),
                tree.number(folder + "/usage", 0, Long.MAX_VALUE),
                micros(folder + "/time"),
                Knob.of(tree.line(folder + "/disable"), folder + "/disable", numbers(1)));
    }

    private Reading<Duration> micros(String path) {
        return tree.number(path, 0, Long.MAX_VALUE / 1000)
                .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
    }

    static List<String> numbers(int most) {
        return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
    }
}
