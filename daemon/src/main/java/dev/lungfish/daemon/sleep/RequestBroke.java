package dev.lungfish.daemon.sleep;

import dev.lungfish.core.reason.Reason;

/// Lungfish itself failed at a request.
///
/// @param error that it met
public record RequestBroke(String error) implements Reason {}
