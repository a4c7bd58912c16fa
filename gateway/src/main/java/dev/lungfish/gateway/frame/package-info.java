/// The frames of a network segment that a stand-in reads and writes: ARP, neighbour discovery, the
/// opening of a TCP connection, and the advertisements of VRRP.
///
/// Pure: no sockets, no clocks. All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.gateway.frame;

import org.jspecify.annotations.NullMarked;
