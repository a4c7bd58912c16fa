package dev.lungfish.agent.config;

import dev.lungfish.agent.config.HooksConfiguration.OnFailure;
import java.time.Duration;
import java.util.List;

/// Parses the table of the hooks.
final class HooksTable {
    static final String NAME = "hooks";

    private HooksTable() {}

    static HooksConfiguration understand(ConfigurationTable table) {
        HooksConfiguration usual = HooksConfiguration.usual();
        HooksConfiguration hooks =
                new HooksConfiguration(
                        table.duration(
                                "limit",
                                usual.limit(),
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(30)),
                        table.word(
                                "on_failure",
                                usual.onFailure(),
                                List.of(OnFailure.values()),
                                OnFailure::spelling));
        table.refuseUnknown();
        return hooks;
    }
}
