/// Connected streams of bytes of all kinds: a socket, TLS over a socket, a tunnel's two pipes.
///
/// A transport is read by one thread and written by another at the same time; any thread may wait
/// in it, virtual or platform, and any may close it. A virtual thread that waits in a socket takes
/// it out of blocking mode for good, which costs the others a system call each time.
@NullMarked
package dev.lungfish.libvirt.transport;

import org.jspecify.annotations.NullMarked;
