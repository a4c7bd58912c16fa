/// What a client of libvirt asks of a host besides its capabilities: its figures, its load, its
/// memory, its firmware. The answers and the refusals are those of libvirt 9.0, in typed records;
/// how they travel is the daemon's affair.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.inventory.node;

import org.jspecify.annotations.NullMarked;
