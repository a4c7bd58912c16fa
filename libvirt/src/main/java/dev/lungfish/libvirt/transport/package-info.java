/// Connected streams of bytes, whatever carries them: a socket, TLS over a socket, a tunnel's two
/// pipes.
///
/// A transport is read by one thread and written by another at the same time; threads that wait are
/// virtual ones, but for those of a relay, and any thread may close.
@NullMarked
package dev.lungfish.libvirt.transport;

import org.jspecify.annotations.NullMarked;
