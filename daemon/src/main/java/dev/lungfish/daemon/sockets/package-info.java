/// The daemon's sockets, by its configuration, and the identity of their clients. Safe to use from
/// any thread.
@NullMarked
package dev.lungfish.daemon.sockets;

import org.jspecify.annotations.NullMarked;
