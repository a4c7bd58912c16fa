/// Which hosts of a pool can be emptied of their guests so that they may sleep, and by which moves.
/// A plan is shown together with what it could be at best: a lower bound of the hosts that must
/// stay awake, whatever is moved. Pure and deterministic: no clocks, no chance, no limits in time
/// but in steps. What callers see is immutable; the classes of the search are for one thread.
@NullMarked
package dev.lungfish.core.fleet.consolidation;

import org.jspecify.annotations.NullMarked;
