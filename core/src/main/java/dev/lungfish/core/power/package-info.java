/// How a host's processors are kept frugal or fast: what was read, what can be set, and in which
/// order the kernel takes it.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.power;

import org.jspecify.annotations.NullMarked;
