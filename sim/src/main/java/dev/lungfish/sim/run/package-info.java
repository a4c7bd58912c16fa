/// Runs: requests, crashes and settlements of one seed, and many seeds after each other.
///
/// A run belongs to one thread; a batch shares nothing between its threads but their figures.
@NullMarked
package dev.lungfish.sim.run;

import org.jspecify.annotations.NullMarked;
