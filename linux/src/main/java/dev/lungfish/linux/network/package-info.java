/// The networks that a host is plugged into: its interfaces, whom it knows there, and how a magic
/// packet is sent. The sockets of this package send magic packets and knock at ports, and nothing
/// else.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.network;

import org.jspecify.annotations.NullMarked;
