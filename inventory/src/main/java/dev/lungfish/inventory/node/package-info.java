/// Answers to libvirt's questions about a host besides its capabilities: figures, load, memory,
/// firmware. The answers and the refusals are those of libvirt 9.0, in typed records; the daemon
/// encodes them.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.inventory.node;

import org.jspecify.annotations.NullMarked;
