package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.procedure.Moment;
import dev.lungfish.linux.dbus.BusAddress;
import dev.lungfish.linux.tree.HostTree;
import java.time.Duration;
import java.util.List;

/// Asks systemd which of its timers will wake the host, and when next.
@FunctionalInterface
public interface WakeTimers {
    /// What all questions to a live systemd may take together.
    Duration PATIENCE = Duration.ofSeconds(2);

    /// Those that will elapse, the first one first; absent where there is no systemd.
    ///
    /// @param now the clocks, by which what is counted from the boot becomes a time
    Reading<List<WakeTimer>> read(Moment now);

    /// Those of a host: on the system bus where it is this machine, as recorded otherwise.
    static WakeTimers of(HostTree tree) {
        return tree.isLive()
                ? new LiveWakeTimers(BusAddress.system(), PATIENCE)
                : new RecordedWakeTimers(tree);
    }
}
