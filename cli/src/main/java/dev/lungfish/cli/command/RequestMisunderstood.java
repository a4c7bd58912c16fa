package dev.lungfish.cli.command;

import dev.lungfish.core.reason.Reason;

/// The arguments of a command say no request that can be carried out from here.
///
/// @param what is wrong with them
public record RequestMisunderstood(String what) implements Reason {}
