/// The state directory itself: where it lies, how its files are replaced so that they outlive a
/// power cut, and who may write them. Documented for administrators in `docs/suspend.md`.
///
/// The holder of the directory's lock writes the files of requests, and anybody reads them. The
/// daemon, or a command if none runs, writes the other files ([StoredFile]).
@NullMarked
package dev.lungfish.state.directory;

import org.jspecify.annotations.NullMarked;
