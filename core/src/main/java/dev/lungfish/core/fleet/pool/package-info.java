/// What demands and plans know of the hosts of a pool, and how fast a pool may change: token
/// buckets in hosts and in watts. Pure: no clocks. All types are immutable and safe to share
/// between threads.
@NullMarked
package dev.lungfish.core.fleet.pool;

import org.jspecify.annotations.NullMarked;
