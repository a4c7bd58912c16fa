/// The world of a simulated fleet: its time, its network, and its hosts, which sleep, wake, crash
/// and lose power. What is true stands here; what a controller believes does not.
///
/// Nothing here is safe to share between threads; each run has its own.
@NullMarked
package dev.lungfish.sim.fleet.world;

import org.jspecify.annotations.NullMarked;
