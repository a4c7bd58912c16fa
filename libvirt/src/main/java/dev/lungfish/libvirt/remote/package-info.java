/// The `remote` program: libvirt's calls and events for a host, by number, with their arguments and
/// results. Of some 450 procedures it has those that describe a host and let it sleep.
///
/// Records are immutable and safe to share. `flags` are the caller's bits, unsigned. The components
/// state their units.
///
/// **Source:** libvirt 9.0 `src/remote/remote_protocol.x`, `include/libvirt/libvirt-host.h`.
@NullMarked
package dev.lungfish.libvirt.remote;

import org.jspecify.annotations.NullMarked;
