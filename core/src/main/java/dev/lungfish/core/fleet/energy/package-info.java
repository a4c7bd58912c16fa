/// What sleeping hosts save: their power, what a sleep costs, and how long they must be idle before
/// it pays.
@NullMarked
package dev.lungfish.core.fleet.energy;

import org.jspecify.annotations.NullMarked;
