/// libvirt's document of a guest, as far as a host must know it. Immutable; safe to share.
@NullMarked
package dev.lungfish.libvirt.domain;

import org.jspecify.annotations.NullMarked;
