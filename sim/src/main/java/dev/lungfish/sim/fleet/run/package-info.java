/// Runs of a fleet from seeds, and their figures.
///
/// Nothing here is safe to share between threads; each run has its own.
@NullMarked
package dev.lungfish.sim.fleet.run;

import org.jspecify.annotations.NullMarked;
