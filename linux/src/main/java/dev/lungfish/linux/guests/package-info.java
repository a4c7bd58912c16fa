/// The guests of the local libvirtd, found and put aside by its command `virsh`.
///
/// All types are safe to use from several threads; nothing is cached, each call asks afresh.
@NullMarked
package dev.lungfish.linux.guests;

import org.jspecify.annotations.NullMarked;
