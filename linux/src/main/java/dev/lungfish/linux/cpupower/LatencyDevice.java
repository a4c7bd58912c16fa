package dev.lungfish.linux.cpupower;

import dev.lungfish.core.power.HostLatency;
import dev.lungfish.linux.tree.HostFileException;
import dev.lungfish.linux.tree.HostTree;

/// The kernel's device by which a process limits the latency of all processors.
public interface LatencyDevice {
    /// Where it is.
    String PATH = "/dev/cpu_dma_latency";

    /// What holds now.
    HostLatency read();

    /// Asks for a limit from now on, in the place of one that was asked for before.
    ///
    /// @param microseconds [HostLatency#NOT_HELD] to ask for none
    /// @throws HostFileException where the kernel does not let it, or keeps another
    void hold(String microseconds) throws HostFileException;

    /// For a process that soon ends, which can only look.
    static LatencyDevice toLookAt(HostTree tree) {
        return of(tree, false);
    }

    /// For a process that lives on, as a limit does not outlive who asks for it.
    static LatencyDevice toHold(HostTree tree) {
        return of(tree, true);
    }

    private static LatencyDevice of(HostTree tree, boolean holdable) {
        return tree.isLive()
                ? new LiveLatencyDevice(tree.livePath(PATH), holdable)
                : new RecordedLatencyDevice(tree, holdable);
    }
}
