/// The local networks of a host: its interfaces, the known addresses, and how a magic packet is
/// sent. The sockets of this package only send magic packets and reachability probes.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.network;

import org.jspecify.annotations.NullMarked;
