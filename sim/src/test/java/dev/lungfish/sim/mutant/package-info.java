/// Faults planted in the procedure, each of which the simulation must find.
@NullMarked
package dev.lungfish.sim.mutant;

import org.jspecify.annotations.NullMarked;
