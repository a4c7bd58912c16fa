package dev.lungfish.controller.config;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// What is wrong with the controller's configuration.
public sealed interface SettingReason extends Reason {

    /// The reason `controller-setting-wrong`.
    ///
    /// @param file the file, and the line and column where there is one: `controller.toml:3:1`
    /// @param key as it is written: `controller.listen`
    /// @param expected what is allowed there
    record ControllerSettingWrong(String file, String key, String expected, String found)
            implements SettingReason {}

    /// The reason `controller-setting-unknown`.
    ///
    /// @param known the keys that there are
    record ControllerSettingUnknown(String file, String key, List<String> known)
            implements SettingReason {}

    /// The reason `controller-file-malformed`.
    ///
    /// @param found as the parser says it
    record ControllerFileMalformed(String file, String found) implements SettingReason {}

    /// The reason `controller-file-unreadable`.
    ///
    /// @param found as the operating system says it
    record ControllerFileUnreadable(String file, String found) implements SettingReason {}

    /// The reason `controller-file-changeable`.
    record ControllerFileChangeable(String file) implements SettingReason {}

    /// The reason `controller-configuration-unusable`.
    ///
    /// @param problems all of them, in the order of the file
    record ControllerConfigurationUnusable(List<SettingReason> problems) implements SettingReason {
        public ControllerConfigurationUnusable {
            problems = List.copyOf(problems);
        }
    }
}
