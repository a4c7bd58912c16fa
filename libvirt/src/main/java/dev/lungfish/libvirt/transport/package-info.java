/// Connected streams of bytes, whatever carries them: a socket, TLS over a socket, a tunnel's two
/// pipes.
///
/// A transport is read by one thread and written by another at the same time; any thread may wait
/// in it, virtual or the system's, and any may close. A virtual one that waits in a socket takes it
/// out of blocking mode for good, which costs the others a call of the kernel each time.
@NullMarked
package dev.lungfish.libvirt.transport;

import org.jspecify.annotations.NullMarked;
