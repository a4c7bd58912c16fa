package dev.lungfish.agent.external;

import dev.lungfish.core.procedure.proof.SleepEvidence;
import dev.lungfish.core.procedure.state.JournalEntry;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.SleepAnnouncements;
import dev.lungfish.state.directory.StateException;
import java.util.Optional;

/// The host whose external sleeps are monitored.
public interface MonitoredHost {
    /// Subscribes to its logind.
    ///
    /// @return empty if there is no message bus
    /// @throws BusException if that fails
    Optional<SleepAnnouncements> listen() throws BusException;

    /// Whether an own request puts it to sleep right now.
    boolean isOurs();

    /// All evidence of sleep, now.
    SleepEvidence look();

    /// Judges a sleep.
    JournalEntry.Foreign judge(SleepEvidence before, SleepEvidence after);

    /// Records a sleep.
    ///
    /// @return false if a request runs, which must end first
    /// @throws StateException if it can't be written
    boolean record(JournalEntry.Foreign sleep) throws StateException;
}
