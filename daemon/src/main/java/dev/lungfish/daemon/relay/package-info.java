/// The relay to the local libvirtd: which calls pass, and for which clients. Safe to use from any
/// thread.
@NullMarked
package dev.lungfish.daemon.relay;

import org.jspecify.annotations.NullMarked;
