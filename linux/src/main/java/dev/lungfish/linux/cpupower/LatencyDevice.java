package dev.lungfish.linux.cpupower;

import dev.lungfish.core.power.CpuReadings.HostLatency;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;

/// The kernel's device by which a process limits the latency of all processors.
public interface LatencyDevice {
    /// The path of the device.
    String PATH = "/dev/cpu_dma_latency";

    /// The present limit.
    HostLatency read();

    /// Requests a limit from now on, instead of an earlier one.
    ///
    /// @param microseconds [HostLatency#NOT_HELD] for none
    /// @throws HostFileException if the kernel refuses, or keeps another limit
    void hold(String microseconds) throws HostFileException;

    /// For a short-lived process, which can only read.
    static LatencyDevice toLookAt(HostTree tree) {
        return of(tree, false);
    }

    /// For a long-lived process, since a limit ends with the process that requested it.
    static LatencyDevice toHold(HostTree tree) {
        return of(tree, true);
    }

    private static LatencyDevice of(HostTree tree, boolean holdable) {
        return tree.isLive()
                ? new LiveLatencyDevice(tree.livePath(PATH), holdable)
                : new RecordedLatencyDevice(tree, holdable);
    }
}
