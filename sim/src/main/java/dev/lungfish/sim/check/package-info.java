/// The invariants, checked at every step against the true state of the world.
///
/// Nothing here is safe to share between threads.
@NullMarked
package dev.lungfish.sim.check;

import org.jspecify.annotations.NullMarked;
