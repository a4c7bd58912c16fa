package dev.lungfish.libvirt.capabilities;

/// What `virConnectGetCapabilities` returns, as far as it is about the host.
public record CapabilitiesDocument(Host host) {}
