/// The parts of libvirt's document of a guest that a host must know. Immutable; safe to share.
@NullMarked
package dev.lungfish.libvirt.domain;

import org.jspecify.annotations.NullMarked;
