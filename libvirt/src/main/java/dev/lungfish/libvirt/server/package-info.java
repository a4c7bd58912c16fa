/// A server for libvirt's clients: sockets, TLS, connections and calls of handlers.
///
/// A [Server] is started with listeners and [Program]s. Each connection has one thread that reads a
/// call, runs its handler and writes the reply, so a slow handler or a slow peer delays only its
/// own connection. The first [ServerLimits#systemThreads()] connections get platform threads, which
/// answer faster, all others virtual ones. A handler may also answer later, from any thread.
/// Everything that a peer can make the server store has a limit in [ServerLimits] or in its
/// [Listener].
@NullMarked
package dev.lungfish.libvirt.server;

import org.jspecify.annotations.NullMarked;
