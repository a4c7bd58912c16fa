package dev.lungfish.agent.external;

import dev.lungfish.core.procedure.JournalEntry;
import dev.lungfish.core.procedure.SleepEvidence;
import dev.lungfish.linux.dbus.BusException;
import dev.lungfish.linux.systemd.SleepAnnouncements;
import dev.lungfish.state.journal.StateException;
import java.util.Optional;

/// The host whose sleeps are watched.
public interface MonitoredHost {
    /// Listens to its logind.
    ///
    /// @return empty where there is no message bus
    /// @throws BusException where that can't be done
    Optional<SleepAnnouncements> listen() throws BusException;

    /// Whether a request of ours puts it to sleep just now.
    boolean isOurs();

    /// All evidence of sleep, now.
    SleepEvidence look();

    /// What came of a sleep.
    JournalEntry.Foreign judge(SleepEvidence before, SleepEvidence after);

    /// Writes it down.
    ///
    /// @return false where a request runs, which must end first
    /// @throws StateException where it can't be written
    boolean record(JournalEntry.Foreign sleep) throws StateException;
}
