package dev.lungfish.linux.hooks;

import dev.lungfish.core.reason.Reason;
import java.time.Duration;
import java.util.List;

/// Why hooks can't be run, or did not end well.
public sealed interface HookReason extends Reason {
    record HooksUnreadable(String source, String found) implements HookReason {}

    record TooManyHooks(String folder, int most) implements HookReason {}

    /// Others can change what leads to a hook.
    ///
    /// @param path the hook, or a folder on the way to it
    /// @param mode in octal
    /// @param owner the number of the user
    record HookChangeable(String path, String mode, int owner) implements HookReason {}

    record HookNotStarted(String hook, String error) implements HookReason {}

    /// Its output is empty where it wrote nothing.
    record HookFailed(String hook, String moment, int exitCode, String output)
            implements HookReason {}

    record HookTooSlow(String hook, String moment, Duration limit) implements HookReason {}

    /// Several failed after a sleep, where each is run.
    record HooksFailed(List<Reason> failures) implements HookReason {
        public HooksFailed {
            failures = List.copyOf(failures);
        }
    }
}
