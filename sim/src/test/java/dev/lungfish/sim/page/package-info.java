/// Keeps docs/procedure.md equal to the code.
@NullMarked
package dev.lungfish.sim.page;

import org.jspecify.annotations.NullMarked;
