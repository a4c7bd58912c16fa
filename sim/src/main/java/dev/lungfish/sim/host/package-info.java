/// The simulated host as the procedure meets it: carries effects out on the world, and fails,
/// hangs, lies and dawdles where the dice say so.
///
/// Nothing here is safe to share between threads.
@NullMarked
package dev.lungfish.sim.host;

import org.jspecify.annotations.NullMarked;
