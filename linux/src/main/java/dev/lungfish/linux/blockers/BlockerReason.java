package dev.lungfish.linux.blockers;

import dev.lungfish.core.reason.Reason;
import java.util.Optional;

/// What keeps a host awake, and why that is not known.
public sealed interface BlockerReason extends Reason {
    record InhibitorHeld(String why, long process, long user) implements BlockerReason {}

    record InhibitorsUnknown(String source, String found) implements BlockerReason {}

    /// Program and process are empty where they are not known.
    record PackageManagerAtWork(Optional<String> program, Optional<String> process, String file)
            implements BlockerReason {}

    record PackageLocksUnknown(String source, String found) implements BlockerReason {}

    record ScriptObjects(String output, int exitCode) implements BlockerReason {}

    record ScriptSilent(long milliseconds) implements BlockerReason {}

    record TooManyScripts(String folder, int most) implements BlockerReason {}

    record ScriptUnreadable(String source, String found) implements BlockerReason {}

    record RecordedScriptMalformed(String file, String found) implements BlockerReason {}

    record ScriptsChangeable(String folder, String mode, int owner) implements BlockerReason {}

    record ScriptChangeable(String file, String mode, int owner) implements BlockerReason {}

    record ScriptNotStarted(String error) implements BlockerReason {}
}
