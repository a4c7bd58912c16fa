/// A relay from clients of a [dev.lungfish.libvirt.server.Server] to a libvirtd: frames pass
/// unchanged, on an upstream connection for each client. The rules come from outside.
///
/// Calls are never renumbered and nothing of our own is sent once the client's frames pass, so all
/// replies are the client's. Types are safe to use from several threads. Each client has two
/// platform threads, one for each direction: each waits in the kernel for the next frame and writes
/// it on itself, so that no other thread is woken on the way.
@NullMarked
package dev.lungfish.libvirt.relay;

import org.jspecify.annotations.NullMarked;
