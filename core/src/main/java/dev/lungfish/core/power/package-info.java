/// How a host's processors use power: readings, settings, and the order in which the kernel accepts
/// them.
///
/// All types are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.power;

import org.jspecify.annotations.NullMarked;
