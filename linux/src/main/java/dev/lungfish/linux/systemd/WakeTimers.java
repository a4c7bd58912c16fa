package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.request.Moment;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import dev.lungfish.runtime.clock.Patience;
import java.util.List;

/// Asks systemd which of its timers will wake the host, and when next.
@FunctionalInterface
public interface WakeTimers {
    /// The timers that will elapse, in order of time; absent without a systemd.
    ///
    /// @param now the clocks, which convert times since the boot
    Reading<List<WakeTimer>> read(Moment now);

    /// The timers of a host: from the system bus for this machine, from the record otherwise.
    static WakeTimers of(HostTree tree) {
        return tree.isLive()
                ? new LiveWakeTimers(BusAddress.system(), Patience.SERVICE)
                : new RecordedWakeTimers(tree);
    }
}
