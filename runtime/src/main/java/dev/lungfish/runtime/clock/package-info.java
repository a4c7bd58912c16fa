/// The only package of this module that reads a clock.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.runtime.clock;

import org.jspecify.annotations.NullMarked;
