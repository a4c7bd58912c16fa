/// libvirt's capabilities document, `<capabilities><host>...`, as a model, with a reader and a
/// writer that has libvirtd's layout. The part about guests is not modelled.
///
/// All types are immutable and safe to share between threads. A component that may be null stands
/// for an element that the document does not have.
///
/// **Source:** libvirt 9.0 `src/conf/capabilities.c`, `src/conf/schemas/capability.rng`.
@NullMarked
package dev.lungfish.libvirt.capabilities;

import org.jspecify.annotations.NullMarked;
