package dev.lungfish.agent.external;

import dev.lungfish.core.procedure.JournalEntry;

/// Is told of sleeps of others, by the thread that watches for them.
public interface ExternalSleepListener {
    /// From now on they are seen.
    void watching();

    /// They are not seen until further notice.
    ///
    /// @param why in words
    void blind(String why);

    /// Somebody else puts the host to sleep, which begins when this returns.
    void announced();

    /// Such a sleep is over and stands in the journal.
    void recorded(JournalEntry.Foreign sleep);

    /// Such a sleep is over and could not be written down.
    ///
    /// @param why in words
    void lost(JournalEntry.Foreign sleep, String why);
}
