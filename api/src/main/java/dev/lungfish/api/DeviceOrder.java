package dev.lungfish.api;

/// How a wake device is to be switched.
///
/// @param device its name, or what people call it
public record DeviceOrder(String device, DeviceChange change) {}
