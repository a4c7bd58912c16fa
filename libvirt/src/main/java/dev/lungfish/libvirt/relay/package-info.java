/// A relay from clients of a [dev.lungfish.libvirt.server.Server] to a libvirtd: frames pass one to
/// one, on an upstream connection for each client. It knows nothing of why.
///
/// Calls are never renumbered and nothing of our own is sent once the client's frames pass, so what
/// comes back is the client's. Types are safe to use from several threads; one thread for each
/// client brings back what libvirtd sends.
@NullMarked
package dev.lungfish.libvirt.relay;

import org.jspecify.annotations.NullMarked;
