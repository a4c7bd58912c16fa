/// libvirt's capabilities document of a host, assembled from the kernel's facts.
///
/// All types are immutable and safe to use from several threads; nothing is cached.
@NullMarked
package dev.lungfish.inventory.capabilities;

import org.jspecify.annotations.NullMarked;
