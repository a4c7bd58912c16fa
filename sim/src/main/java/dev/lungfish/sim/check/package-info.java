/// What must hold, whatever happens: checked at every step against the world as it really is.
///
/// Nothing here is safe to share between threads.
@NullMarked
package dev.lungfish.sim.check;

import org.jspecify.annotations.NullMarked;
