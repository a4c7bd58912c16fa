/// A client of libvirt's daemons and of what speaks like them: connect by URI, call, hear events.
///
/// Calls wait for their replies; a [Client] may be used by many threads at once.
@NullMarked
package dev.lungfish.libvirt.client;

import org.jspecify.annotations.NullMarked;
