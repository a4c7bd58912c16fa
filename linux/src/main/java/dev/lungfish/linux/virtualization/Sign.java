package dev.lungfish.linux.virtualization;

import dev.lungfish.core.evidence.Evidence;

/// Something that tells where a host runs.
///
/// @param kind what it tells of: `lxc`, `kvm`, ...
record Sign(String kind, Evidence evidence) {}
