package dev.lungfish.linux.cpupower;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// The device of a record: the requests of all other processes are in
/// `services/pm-qos/cpu-latency`.
public final class RecordedLatencyDevice implements LatencyDevice {
    /// The file in a record, in microseconds.
    public static final String RECORDED = "/services/pm-qos/cpu-latency";

    private final HostTree tree;
    private final boolean holdable;
    private String held = HostLatency.NOT_HELD;

    RecordedLatencyDevice(HostTree tree, boolean holdable) {
        this.tree = tree;
        this.holdable = holdable;
    }

    @Override
    public synchronized HostLatency read() {
        Reading<Duration> strictest =
                tree.number(RECORDED, 0, Integer.MAX_VALUE)
                        .map(others ->
                                held.equals(HostLatency.NOT_HELD)
                                        ? others
                                        : Math.min(others, Long.parseLong(held)))
                        .map(micros -> Duration.of(micros, ChronoUnit.MICROS));
        return new HostLatency(strictest, held, holdable);
    }

    @Override
    public synchronized void hold(String microseconds) throws HostFileException {
        if (!microseconds.equals(HostLatency.NOT_HELD) && !tree.exists(RECORDED)) {
            throw new HostFileException("ask for " + microseconds + " us", "no such device", "");
        }
        held = microseconds;
    }
}
