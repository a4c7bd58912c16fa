/// Hosts that know each other: which share a network, by which ways one can be woken by another,
/// and what a neighbour does when a sleeper does not come back.
///
/// Pure: no sockets, no clocks. All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.neighbour;

import org.jspecify.annotations.NullMarked;
