package dev.lungfish.api;

import java.time.Duration;

/// Magic packets that are to be sent later, again and again: a host asks for them before it sleeps,
/// as it can't send them to itself. Both clocks need not agree, so all times count from now.
///
/// @param after until the first ones
/// @param every between two sendings
/// @param until after which none are sent
public record ScheduledWake(WakeOrder order, Duration after, Duration every, Duration until) {}
