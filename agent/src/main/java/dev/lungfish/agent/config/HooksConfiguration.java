package dev.lungfish.agent.config;

import dev.lungfish.linux.hooks.HookScripts;
import java.time.Duration;

/// How the administrator's hooks are run.
///
/// @param limit what each of them may take
/// @param onFailure what happens where one fails before a sleep
public record HooksConfiguration(Duration limit, OnFailure onFailure) {
    /// What happens where a hook fails before a sleep.
    public enum OnFailure {
        /// The host does not sleep.
        REFUSE("refuse"),
        /// It sleeps, and the failure is reported with the outcome.
        REPORT("report");

        private final String spelling;

        OnFailure(String spelling) {
            this.spelling = spelling;
        }

        String spelling() {
            return spelling;
        }
    }

    /// A minute for each; one that fails prevents the sleep.
    public static HooksConfiguration usual() {
        return new HooksConfiguration(HookScripts.USUAL_LIMIT, OnFailure.REFUSE);
    }
}
