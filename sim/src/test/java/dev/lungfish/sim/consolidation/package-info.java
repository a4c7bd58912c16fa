/// Plans of consolidation beside those of other programs, and what must hold for all of them.
@NullMarked
package dev.lungfish.sim.consolidation;

import org.jspecify.annotations.NullMarked;
