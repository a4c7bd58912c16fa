/// A relay from clients of a [dev.lungfish.libvirt.server.Server] to a libvirtd: frames pass one to
/// one, on an upstream connection for each client. It knows nothing of why.
///
/// Calls are never renumbered and nothing of our own is sent once the client's frames pass, so what
/// comes back is the client's. Types are safe to use from several threads. Each client has two
/// threads of the system's, one for each direction: each waits in the kernel for the next frame and
/// writes it on itself, so that no other thread is waken on the way.
@NullMarked
package dev.lungfish.libvirt.relay;

import org.jspecify.annotations.NullMarked;
