/// The journal: each step of a request before it is taken, what is open after a crash, and all
/// sleeps of the past.
@NullMarked
package dev.lungfish.state.journal;

import org.jspecify.annotations.NullMarked;
