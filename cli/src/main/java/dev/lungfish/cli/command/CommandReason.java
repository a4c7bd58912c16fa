package dev.lungfish.cli.command;

import dev.lungfish.core.reason.Reason;

/// Why a command could not be carried out, where nothing below it says so with a code.
public sealed interface CommandReason extends Reason {

    /// The reason `arguments-not-understood`.
    ///
    /// @param found as the parser of arguments says it
    record ArgumentsNotUnderstood(String found) implements CommandReason {}

    /// The arguments ask for nothing that can be carried out from here.
    ///
    /// @param what is wrong with them
    record RequestMisunderstood(String what) implements CommandReason {}

    record ConnectUriMalformed(String found) implements CommandReason {}

    /// The reason `command-failed`.
    ///
    /// @param found as the runtime says it
    record CommandFailed(String found) implements CommandReason {}
}
