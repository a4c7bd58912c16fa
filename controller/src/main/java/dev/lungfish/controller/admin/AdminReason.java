package dev.lungfish.controller.admin;

import dev.lungfish.core.reason.Reason;

/// Why the API refuses something.
public sealed interface AdminReason extends Reason {

    /// The reason `token-needed`.
    record TokenNeeded() implements AdminReason {}

    /// The reason `request-malformed`.
    ///
    /// @param found what is wrong with it
    record RequestMalformed(String found) implements AdminReason {}
}
