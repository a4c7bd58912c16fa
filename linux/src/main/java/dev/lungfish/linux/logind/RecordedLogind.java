package dev.lungfish.linux.logind;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.LogindAnswer;
import dev.lungfish.core.sleep.LogindReadings;
import dev.lungfish.linux.tree.HostTree;

/// The answers of a logind that a record holds: `services/logind/CanSuspend` and its like with the
/// bare word, `services/logind/inhibitors` in the format of docs/record-format.md.
public final class RecordedLogind implements Logind {
    static final String FOLDER = "/services/logind/";
    static final String INHIBITORS = "inhibitors";

    private final HostTree tree;

    public RecordedLogind(HostTree tree) {
        this.tree = tree;
    }

    @Override
    public LogindReadings read() {
        return new LogindReadings(
                can("CanSuspend"),
                can("CanHibernate"),
                can("CanHybridSleep"),
                can("CanSuspendThenHibernate"),
                LogindText.described(tree.text(FOLDER + INHIBITORS).map(LogindText::parse)));
    }

    private Reading<LogindAnswer> can(String member) {
        return LogindText.answer(tree.line(FOLDER + member).map(RecordedLogind::word));
    }

    private static String word(String line) {
        if (line.isEmpty()) {
            throw new IllegalArgumentException("a word of logind expected, found nothing");
        }
        return line;
    }
}
