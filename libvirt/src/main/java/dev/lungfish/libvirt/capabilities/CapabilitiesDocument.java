package dev.lungfish.libvirt.capabilities;

/// What `virConnectGetCapabilities` returns, its part about the host.
public record CapabilitiesDocument(Host host) {}
