package dev.lungfish.linux.power;

import dev.lungfish.core.evidence.Reading;
import dev.lungfish.core.sleep.SleepReadings.PmUtilsReadings;
import dev.lungfish.linux.tree.HostTree;

/// The answers of pm-utils in a record: `yes` or `no` in `services/pm-is-supported/suspend` and
/// others.
public final class RecordedPmUtils implements PmUtils {
    private final HostTree tree;

    public RecordedPmUtils(HostTree tree) {
        this.tree = tree;
    }

    /// The file of one question, in the record.
    ///
    /// @param option `suspend`, `hibernate` or `suspend-hybrid`
    public static String path(String option) {
        return "/services/pm-is-supported/" + option;
    }

    /// An answer as text for a record.
    public static String format(boolean supported) {
        return supported ? "yes\n" : "no\n";
    }

    @Override
    public PmUtilsReadings read() {
        return new PmUtilsReadings(
                answer("suspend"), answer("hibernate"), answer("suspend-hybrid"));
    }

    private Reading<Boolean> answer(String name) {
        return tree.line(path(name)).map(RecordedPmUtils::parse);
    }

    private static boolean parse(String word) {
        return switch (word) {
            case "yes" -> true;
            case "no" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "yes or no expected, found " + HostTree.quote(word));
        };
    }
}
