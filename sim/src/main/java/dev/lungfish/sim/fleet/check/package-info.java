/// What must hold in every run of a fleet.
///
/// Nothing here is safe to share between threads; each run has its own.
@NullMarked
package dev.lungfish.sim.fleet.check;

import org.jspecify.annotations.NullMarked;
