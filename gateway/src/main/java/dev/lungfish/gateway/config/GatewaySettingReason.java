package dev.lungfish.gateway.config;

import dev.lungfish.core.reason.Reason;
import java.util.List;

/// What is wrong with the gateway's configuration.
public sealed interface GatewaySettingReason extends Reason {

    /// The reason `gateway-setting-wrong`.
    ///
    /// @param file the file, and the line and column where there is one: `gateway.toml:3:1`
    /// @param key as it is written: `limits.held`
    /// @param expected what is allowed there
    record GatewaySettingWrong(String file, String key, String expected, String found)
            implements GatewaySettingReason {}

    /// The reason `gateway-setting-unknown`.
    ///
    /// @param known the keys that there are
    record GatewaySettingUnknown(String file, String key, List<String> known)
            implements GatewaySettingReason {}

    /// The reason `gateway-file-malformed`.
    ///
    /// @param found as the parser says it
    record GatewayFileMalformed(String file, String found) implements GatewaySettingReason {}

    /// The reason `gateway-file-unreadable`.
    ///
    /// @param found as the operating system says it
    record GatewayFileUnreadable(String file, String found) implements GatewaySettingReason {}

    /// The reason `gateway-file-changeable`.
    record GatewayFileChangeable(String file) implements GatewaySettingReason {}

    /// The reason `gateway-configuration-unusable`.
    ///
    /// @param problems all of them, in the order of the file
    record GatewayConfigurationUnusable(List<GatewaySettingReason> problems)
            implements GatewaySettingReason {
        public GatewayConfigurationUnusable {
            problems = List.copyOf(problems);
        }
    }
}
