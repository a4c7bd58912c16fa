/// The guests of the local libvirtd, asked and put aside over libvirt's own protocol.
///
/// All types are safe to use from several threads; nothing is cached, each call makes a new
/// connection, so a restart of libvirtd does no harm.
@NullMarked
package dev.lungfish.agent.guests;

import org.jspecify.annotations.NullMarked;
