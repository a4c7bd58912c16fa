package dev.lungfish.linux.systemd;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.Inhibitor;
import dev.lungfish.core.sleep.SleepReadings.LogindAnswer;
import dev.lungfish.core.sleep.SleepReadings.LogindReadings;
import dev.lungfish.linux.tree.HostTree;
import java.util.List;

/// The answers of logind in a record: `services/logind/CanSuspend` and others with the bare word,
/// `services/logind/inhibitors` in the format of docs/record-format.md.
public final class RecordedLogind implements Logind {
    /// The name of the file with the inhibitors.
    public static final String INHIBITORS = "inhibitors";

    private static final String FOLDER = "/services/logind/";

    private final HostTree tree;

    public RecordedLogind(HostTree tree) {
        this.tree = tree;
    }

    /// The file of one question, in the record.
    ///
    /// @param member `CanSuspend`, or [#INHIBITORS]
    public static String path(String member) {
        return FOLDER + member;
    }

    /// The inhibitors as text for a record.
    public static String format(List<Inhibitor> inhibitors) {
        return LogindText.format(inhibitors);
    }

    @Override
    public LogindReadings read() {
        return new LogindReadings(
                can("CanSuspend"),
                can("CanHibernate"),
                can("CanHybridSleep"),
                can("CanSuspendThenHibernate"),
                LogindText.described(tree.text(path(INHIBITORS)).map(LogindText::parse)));
    }

    private Reading<LogindAnswer> can(String member) {
        return LogindText.answer(tree.line(path(member)).map(RecordedLogind::word));
    }

    private static String word(String line) {
        if (line.isEmpty()) {
            throw new IllegalArgumentException("a word of logind expected, found nothing");
        }
        return line;
    }
}
