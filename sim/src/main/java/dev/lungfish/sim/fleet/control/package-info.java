/// Simulated controllers: they drive the machine, the planner and the allocator of
/// [dev.lungfish.core.fleet], keep the outcome in a database and carry it out; they crash between
/// any two of these.
///
/// Nothing here is safe to share between threads; each run has its own.
@NullMarked
package dev.lungfish.sim.fleet.control;

import org.jspecify.annotations.NullMarked;
