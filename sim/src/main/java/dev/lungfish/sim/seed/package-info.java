/// What the seed decides: the dice, which faults there are, and how likely each is in one run.
///
/// Nothing here is safe to share between threads; each run has its own.
@NullMarked
package dev.lungfish.sim.seed;

import org.jspecify.annotations.NullMarked;
