/// The true state of the simulated host, whatever it reports: clocks, RTCs with their alarms, the
/// kernel's sleep, the disk with the journal, guests, blockers, mode files.
///
/// Times of the world are whole milliseconds since the world began, as their names say; they are
/// converted when they leave this package. Nothing here is safe to share between threads.
@NullMarked
package dev.lungfish.sim.world;

import org.jspecify.annotations.NullMarked;
