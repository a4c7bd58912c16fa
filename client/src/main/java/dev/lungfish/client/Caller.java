package dev.lungfish.client;

import dev.lungfish.libvirt.client.TunnelOpener;
import java.time.Duration;
import java.util.function.Supplier;

/// What a client takes from the process that it runs in.
///
/// @param tunnels starts the programs of `+ssh` URIs
/// @param clock a clock that nobody sets, from any beginning
public record Caller(TunnelOpener tunnels, Supplier<Duration> clock) {}
