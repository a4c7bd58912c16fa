package dev.lungfish.agent.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.power.CpuReadings;
import dev.lungfish.core.power.Planning.FileChange;
import dev.lungfish.core.power.WriteOrder;
import dev.lungfish.core.reason.Reason;
import dev.lungfish.linux.cpupower.SettingFiles;
import dev.lungfish.linux.tree.HostFileException;
import java.util.ArrayList;
import java.util.List;

/// Writes settings and reads each back. For one thread.
final class SettingWriter {
    private final SettingFiles files;
    private final List<FileChange> written = new ArrayList<>();
    private final List<Reason> notes = new ArrayList<>();

    SettingWriter(SettingFiles files) {
        this.files = files;
    }

    /// What was written and read back, in that order.
    List<FileChange> written() {
        return written;
    }

    /// What was left out, since its processors went away meanwhile.
    List<Reason> notes() {
        return notes;
    }

    /// Writes those files that hold something else.
    ///
    /// @throws NotHeldException where the kernel refuses one, or takes another value
    void write(List<FileChange> changes) throws NotHeldException {
        for (FileChange change :
                WriteOrder.sorted(changes, path -> files.line(path).toOptional())) {
            if (!holdsExactly(change)) {
                write(change);
            }
        }
    }

    private boolean holdsExactly(FileChange change) {
        return files.line(change.path()).toOptional().filter(change.wanted()::equals).isPresent();
    }

    /// Whether a file holds what it should, as far as the hardware can.
    private boolean holds(FileChange change) {
        return files.line(change.path()).toOptional().filter(change::isHeldBy).isPresent();
    }

    /// The changes that don't hold, of groups that are there.
    List<FileChange> lost(List<FileChange> changes) {
        return changes.stream().filter(change -> !holds(change) && isThere(change)).toList();
    }

    private void write(FileChange change) throws NotHeldException {
        try {
            files.write(change.path(), change.wanted());
        } catch (HostFileException e) {
            if (isThere(change)) {
                throw new NotHeldException(
                        new CpuChangeReason.WriteRefused(
                                change.setting(),
                                change.group(),
                                String.valueOf(e.getMessage()),
                                files.line(change.path()).found()));
            }
            leaveOut(change);
            return;
        }
        Reading<String> found = files.line(change.path());
        if (found.toOptional().filter(change::isHeldBy).isPresent()) {
            written.add(change);
        } else if (isThere(change)) {
            written.add(change); // The kernel may have taken some other value: it is undone too.
            throw NotHeldException.of(change, found);
        } else {
            leaveOut(change);
        }
    }

    private void leaveOut(FileChange change) {
        Reason note = new CpuChangeReason.GroupWentAway(change.group());
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    /// Whether a group still has a processor online: a file may stay when its processors go.
    boolean isThere(FileChange change) {
        CpuReadings now = files.read();
        return now.groups().stream().anyMatch(group -> group.name().equals(change.group()))
                || now.processors().stream()
                        .anyMatch(one -> change.group().equals("cpu" + one.number()))
                || now.powerZones().stream().anyMatch(zone -> zone.label().equals(change.group()))
                || change.group().equals("host");
    }
}
