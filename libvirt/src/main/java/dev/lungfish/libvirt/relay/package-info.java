/// A relay from clients of a [dev.lungfish.libvirt.server.Server] to a libvirtd: frames pass
/// unchanged, on an upstream connection for each client. The rules come from outside.
///
/// Calls are never renumbered and nothing of our own is sent once the client's frames pass, so all
/// replies are the client's. Types are safe to use from several threads. One thread for two
/// processors, a [FrameLoop], passes the frames of clients of Unix sockets as bytes, and never
/// waits for anything but sockets. Other clients, and those that pass file descriptors, have two
/// platform threads, one for each direction.
@NullMarked
package dev.lungfish.libvirt.relay;

import org.jspecify.annotations.NullMarked;
