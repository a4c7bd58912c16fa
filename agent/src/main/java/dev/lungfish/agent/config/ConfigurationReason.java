package dev.lungfish.agent.config;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is wrong with a configuration, or with one key of it.
public sealed interface ConfigurationReason extends Reason {

    record ConfigurationUnusable(List<Problem> problems) implements ConfigurationReason {}

    record SettingFileMissing() implements ConfigurationReason {}

    record SettingFileNotRegular(boolean directory) implements ConfigurationReason {}

    record SettingFileTooLong(int mostBytes) implements ConfigurationReason {}

    record SettingFileNotText() implements ConfigurationReason {}

    record SettingFileDenied() implements ConfigurationReason {}

    record SettingFileFailed(String found) implements ConfigurationReason {}

    /// The reason `setting-malformed`.
    ///
    /// @param found as the parser says it
    record SettingMalformed(String found) implements ConfigurationReason {}

    /// The reason `setting-unknown`.
    ///
    /// @param nearest the known key that was probably meant
    record SettingUnknown(String name, Optional<String> nearest, List<String> known)
            implements ConfigurationReason {
        static SettingUnknown of(String name, String key, List<String> known) {
            return new SettingUnknown(name, Suggestion.nearest(key, known), known);
        }
    }

    record SettingTableExpected(String name) implements ConfigurationReason {}

    record SettingInnerTableExpected(String name) implements ConfigurationReason {}

    record SettingTablesExpected(String name) implements ConfigurationReason {}

    /// It does not fit another setting.
    ///
    /// @param below whether it must not be below the other; else it must not be above
    record SettingOutOfOrder(boolean below, String other, Optional<Duration> value)
            implements ConfigurationReason {}

    /// The reason `setting-invalid`.
    ///
    /// @param found what the type of the value says about it
    record SettingInvalid(String found) implements ConfigurationReason {
        static SettingInvalid of(IllegalArgumentException e) {
            return new SettingInvalid(String.valueOf(e.getMessage()));
        }
    }

    /// The reason `setting-duration-expected`.
    ///
    /// @param seconds the number that was found; empty where it was no number
    record SettingDurationExpected(Optional<Long> seconds) implements ConfigurationReason {}

    record SettingDurationOutside(Duration least, Duration most, String found)
            implements ConfigurationReason {}

    record SettingNumberExpected(long least, long most) implements ConfigurationReason {}

    record SettingFlagExpected() implements ConfigurationReason {}

    record SettingWordExpected(List<String> words) implements ConfigurationReason {}

    /// The reason `setting-word-unknown`.
    ///
    /// @param what the list holds; empty for a value that is no list
    record SettingWordUnknown(
            Optional<String> what, String word, Optional<String> nearest, List<String> known)
            implements ConfigurationReason {
        static SettingWordUnknown of(Optional<String> what, String word, List<String> known) {
            return new SettingWordUnknown(what, word, Suggestion.nearest(word, known), known);
        }
    }

    record SettingWordsExpected(String name, String what, String example)
            implements ConfigurationReason {}

    record SettingListExpected(String what, String example) implements ConfigurationReason {}

    record SettingTextExpected(String what, List<String> words) implements ConfigurationReason {}

    record ProfileNameMalformed() implements ConfigurationReason {}

    record ProfileExists() implements ConfigurationReason {}

    record ProfileBaseMissing() implements ConfigurationReason {}

    record MetricsNamesUnused() implements ConfigurationReason {}

    record RuleNameMissing() implements ConfigurationReason {}

    record RuleNameTwice(String name) implements ConfigurationReason {}

    record RuleActionUnclear() implements ConfigurationReason {}

    record RelaySocketIsOurs(String folder) implements ConfigurationReason {}

    record NeighboursMissing() implements ConfigurationReason {}
}
