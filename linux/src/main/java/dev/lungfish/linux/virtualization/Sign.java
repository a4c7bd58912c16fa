package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;

/// A sign of where a host runs.
///
/// @param kind what it indicates: `lxc`, `kvm`, ...
record Sign(String kind, Evidence evidence) {}
