/// Lengths of time as people write them.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.time;

import org.jspecify.annotations.NullMarked;
