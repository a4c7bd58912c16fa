/// The sleep states of a host, and the judges that decide whether it can enter them.
///
/// Pure: readings go in, verdicts with reasons come out. All types are immutable and safe to share
/// between threads.
@NullMarked
package dev.lungfish.core.sleep;

import org.jspecify.annotations.NullMarked;
