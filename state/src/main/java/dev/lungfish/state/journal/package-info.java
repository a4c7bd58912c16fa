/// The state directory: what one host persists about its sleeps, to survive a crash and a power
/// cut. Documented for administrators in `docs/suspend.md`.
///
/// The holder of the directory's lock writes the files of requests, and anybody reads them. The
/// daemon, or a command if none runs, writes the other files ([StoredFile]).
@NullMarked
package dev.lungfish.state.journal;

import org.jspecify.annotations.NullMarked;
