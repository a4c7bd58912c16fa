/// Hosts that know each other: which of them share a network, how one can wake another, and what a
/// neighbour does if a sleeper does not come back.
///
/// Pure: no sockets, no clocks. All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.neighbour;

import org.jspecify.annotations.NullMarked;
