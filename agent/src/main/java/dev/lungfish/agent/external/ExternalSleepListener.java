package dev.lungfish.agent.external;

import dev.lungfish.core.procedure.state.JournalEntry;

/// Is notified of external sleeps, by the thread that monitors them.
public interface ExternalSleepListener {
    /// External sleeps are monitored from now on.
    void watching();

    /// External sleeps are not monitored until further notice.
    ///
    /// @param why as text
    void blind(String why);

    /// An external sleep is announced; it begins when this returns.
    void announced();

    /// An external sleep is over and was recorded.
    void recorded(JournalEntry.Foreign sleep);

    /// An external sleep is over and could not be recorded.
    ///
    /// @param why as text
    void lost(JournalEntry.Foreign sleep, String why);
}
