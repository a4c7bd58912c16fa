/// The simulation of fleets, as CI runs it.
@NullMarked
package dev.lungfish.sim.fleet;

import org.jspecify.annotations.NullMarked;
