/// What clients of the daemon get of the local libvirtd, and who gets it. Safe to use from any
/// thread.
@NullMarked
package dev.lungfish.daemon.relay;

import org.jspecify.annotations.NullMarked;
