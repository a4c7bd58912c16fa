package dev.lungfish.cli.command;

import dev.lungfish.core.reason.Reason;

/// Why a command could not be carried out, where nothing below it says so with a code.
sealed interface CommandReason extends Reason {

    /// @param found as the parser of arguments says it
    record ArgumentsNotUnderstood(String found) implements CommandReason {}

    record ConnectUriMalformed(String found) implements CommandReason {}

    /// @param found as the runtime says it
    record CommandFailed(String found) implements CommandReason {}
}
