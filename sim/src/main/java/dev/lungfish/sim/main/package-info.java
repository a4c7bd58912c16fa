/// The command `bin/sim`. It owns the process: its streams, its exit, the time that it takes.
@NullMarked
package dev.lungfish.sim.main;

import org.jspecify.annotations.NullMarked;
