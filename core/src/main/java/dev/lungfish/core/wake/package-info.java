/// The devices that can wake a host, and the judges that decide whether they will.
///
/// Pure: readings go in, verdicts with reasons come out. All types are immutable and safe to share
/// between threads.
@NullMarked
package dev.lungfish.core.wake;

import org.jspecify.annotations.NullMarked;
