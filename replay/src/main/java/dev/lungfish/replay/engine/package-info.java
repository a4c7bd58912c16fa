/// Recorded load through the code that runs a fleet, with hosts that are simulated.
@NullMarked
package dev.lungfish.replay.engine;

import org.jspecify.annotations.NullMarked;
