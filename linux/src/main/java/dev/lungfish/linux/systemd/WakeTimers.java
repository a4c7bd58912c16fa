package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.util.List;

/// Asks systemd which of its timers will wake the host, and when next.
@FunctionalInterface
public interface WakeTimers {
    /// The time limit for all questions to a live systemd together.
    Duration PATIENCE = Duration.ofSeconds(2);

    /// The timers that will elapse, in order of time; absent without a systemd.
    ///
    /// @param now the clocks, which convert times since the boot
    Reading<List<WakeTimer>> read(Moment now);

    /// The timers of a host: from the system bus for this machine, from the record otherwise.
    static WakeTimers of(HostTree tree) {
        return tree.isLive()
                ? new LiveWakeTimers(BusAddress.system(), PATIENCE)
                : new RecordedWakeTimers(tree);
    }
}
