/// The `remote` program: libvirt's calls and events for a host, by number, with what they take and
/// give. Of its some 450 procedures here are those that say what a host is and let it sleep.
///
/// Records are immutable and safe to share. `flags` are the caller's bits, unsigned. Units stand at
/// the components.
///
/// **Source:** libvirt 9.0 `src/remote/remote_protocol.x`, `include/libvirt/libvirt-host.h`.
@NullMarked
package dev.lungfish.libvirt.remote;

import org.jspecify.annotations.NullMarked;
