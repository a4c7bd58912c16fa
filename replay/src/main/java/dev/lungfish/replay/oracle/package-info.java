/// What is possible at all: the least energy, by somebody who knows the future.
@NullMarked
package dev.lungfish.replay.oracle;

import org.jspecify.annotations.NullMarked;
