package dev.lungfish.daemon.policy;

import dev.lungfish.core.power.CpuSet;
import java.time.Duration;

/// Sees to it that processors which come online get what was set before they did: the kernel gives
/// them its usual values. One thread looks; a look reads one line of the kernel.
public final class HotplugWatch {
    /// Seldom enough to cost nothing, often enough for a person who looks at what came of it.
    public static final Duration EVERY = Duration.ofSeconds(2);

    private final CpuPowerService processors;
    private CpuSet seen;
    private CpuSet waiting = CpuSet.of();

    public HotplugWatch(CpuPowerService processors) {
        this.processors = processors;
        seen = processors.online();
    }

    /// Looks once.
    ///
    /// @return false, as the next look has time
    public boolean look() {
        CpuSet online = processors.online();
        CpuSet came = online.without(seen.without(waiting));
        seen = online;
        boolean later = !came.isEmpty() && !processors.catchUp(came);
        waiting = later ? came : CpuSet.of();
        return false;
    }
}
