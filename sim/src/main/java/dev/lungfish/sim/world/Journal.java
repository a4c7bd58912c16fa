package dev.lungfish.sim.world;

import dev.lungfish.core.procedure.state.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/// The journal on its disk: a prefix of it is synced, the rest is lost with the power.
public final class Journal {
    private final List<JournalEntry> entries = new ArrayList<>();
    private int synced;
    private int toldSynced;
    private boolean betrayed;

    /// Adds a line.
    ///
    /// @param reachesDisk whether it really is synced
    /// @param told whether it is reported as synced
    public void add(JournalEntry entry, boolean reachesDisk, boolean told) {
        entries.add(entry);
        if (reachesDisk) {
            synced = entries.size();
        }
        if (told) {
            toldSynced = entries.size();
        }
    }

    /// Loses what is not synced, perhaps not all of it.
    void losePower(int survivors) {
        int kept = Math.min(entries.size(), synced + survivors);
        if (kept < toldSynced) {
            betrayed = true;
        }
        entries.subList(kept, entries.size()).clear();
        synced = kept;
        toldSynced = Math.min(toldSynced, kept);
    }

    /// Whether the disk lost what it had reported as written.
    public boolean betrayed() {
        return betrayed;
    }

    public void forgetBetrayal() {
        betrayed = false;
    }

    public List<JournalEntry> entries() {
        return entries;
    }

    /// The number of entries that were reported as written to the disk.
    public int toldSynced() {
        return toldSynced;
    }

    /// Lungfish reads it at its start, and then knows what it read.
    public void read() {
        toldSynced = entries.size();
    }

    /// What must be settled at the next start: the entries since the last complete rollback, or
    /// since the acceptance of a request without an outcome; empty if there is nothing.
    public List<JournalEntry> open() {
        return List.copyOf(entries.subList(openFrom(), entries.size()));
    }

    /// The index of the first entry to settle.
    public int openFrom() {
        int settledTo = 0;
        boolean accepted = false;
        for (int index = 0; index < entries.size(); index++) {
            switch (entries.get(index)) {
                case JournalEntry.Ended _ -> {
                    settledTo = index + 1;
                    accepted = false;
                }
                case JournalEntry.Accepted _ -> accepted = true;
                case JournalEntry.Undone _, JournalEntry.TestedRtc _ ->
                        settledTo = accepted ? settledTo : index + 1;
                default -> {}
            }
        }
        return settledTo;
    }
}
