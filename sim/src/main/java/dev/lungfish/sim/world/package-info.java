/// The simulated host as it really is, whatever it says of itself: clocks, RTCs with their alarms,
/// the kernel's sleep, the disk that the journal is on, guests, blockers, mode files.
///
/// Times of the world are counted in whole milliseconds since the world began, and their names say
/// so; they are converted where they leave this package. Nothing here is safe to share between
/// threads.
@NullMarked
package dev.lungfish.sim.world;

import org.jspecify.annotations.NullMarked;
