/// The state directory: what one host keeps of its sleeps, on disk, so that it outlives the process
/// and the power. Documented for administrators in `docs/suspend.md`.
///
/// The files of requests are written by the one who holds the directory's lock, and read by
/// anybody. What is kept beside them ([StoredFile]) is written by the daemon, or by a command where
/// none runs.
@NullMarked
package dev.lungfish.state.journal;

import org.jspecify.annotations.NullMarked;
