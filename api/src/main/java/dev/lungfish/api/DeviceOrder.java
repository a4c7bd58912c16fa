package dev.lungfish.api;

import dev.lungfish.core.bound.Bound;
import dev.lungfish.core.bound.Bounds;

/// How a wake device is to be switched.
///
/// @param device its name, or what people call it
public record DeviceOrder(@Bound(bytes = Bounds.PHRASE_BYTES) String device, DeviceChange change) {}
