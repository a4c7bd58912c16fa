/// The state directory: what one host keeps of its sleeps, on disk, so that it outlives the process
/// and the power. Documented for administrators in `docs/suspend.md`.
///
/// The files of the directory are written by the one who holds its lock, and read by anybody.
@NullMarked
package dev.lungfish.host.journal;

import org.jspecify.annotations.NullMarked;
