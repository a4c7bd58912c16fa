/// Durations as written by people.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.time;

import org.jspecify.annotations.NullMarked;
