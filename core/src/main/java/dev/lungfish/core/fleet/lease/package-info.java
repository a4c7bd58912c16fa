/// What a controller and a host of its fleet agree on: who may order a sleep (`Epoch`), for how
/// long a host may sleep (`Lease`, `Autonomy`), what a host says when it calls (`CheckIn`), and
/// what it is answered (`Verdict`).
///
/// A lease is bounded by its length, never by a time of the day: clocks of two hosts need not
/// agree. Pure: no sockets, no clocks. All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.fleet.lease;

import org.jspecify.annotations.NullMarked;
