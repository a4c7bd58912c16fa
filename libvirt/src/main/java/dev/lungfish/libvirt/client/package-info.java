/// A client of libvirt's daemons and compatible servers: connects by URI, calls, receives events.
///
/// Calls wait for their replies; a [Client] may be used by many threads at once.
@NullMarked
package dev.lungfish.libvirt.client;

import org.jspecify.annotations.NullMarked;
