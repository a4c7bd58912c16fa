/// Neighbours: hosts that introduce themselves to each other, and monitor each other's sleep.
@NullMarked
package dev.lungfish.daemon.neighbour;

import org.jspecify.annotations.NullMarked;
