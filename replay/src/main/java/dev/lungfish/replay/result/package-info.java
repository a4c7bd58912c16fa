/// What a replay shows.
@NullMarked
package dev.lungfish.replay.result;

import org.jspecify.annotations.NullMarked;
