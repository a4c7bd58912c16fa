/// The simulated host for the procedure: carries effects out on the world, and fails, hangs, lies
/// and is slow by the dice.
///
/// Nothing here is safe to share between threads.
@NullMarked
package dev.lungfish.sim.host;

import org.jspecify.annotations.NullMarked;
