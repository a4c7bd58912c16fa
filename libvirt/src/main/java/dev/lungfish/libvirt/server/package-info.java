/// A server for libvirt's clients: sockets, TLS, connections and the calling of handlers.
///
/// A [Server] is started with listeners and [Program]s. Each connection has one thread that reads a
/// call, lets its handler work and writes the reply, so a slow handler or a slow peer holds up its
/// own connection alone. The first connections get threads of the system's, which answer sooner,
/// all beyond [ServerLimits#systemThreads()] virtual ones. A handler may also answer later, from
/// any thread. Everything that a peer can make the server keep has a limit in [ServerLimits] or in
/// its [Listener].
@NullMarked
package dev.lungfish.libvirt.server;

import org.jspecify.annotations.NullMarked;
