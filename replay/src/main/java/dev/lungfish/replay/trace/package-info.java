/// Recorded load: the files that have it, and how many hosts it needs at each moment.
@NullMarked
package dev.lungfish.replay.trace;

import org.jspecify.annotations.NullMarked;
