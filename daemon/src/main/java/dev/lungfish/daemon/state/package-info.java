/// The daemon's state directory: that it has it alone, and what is wrong with it.
@NullMarked
package dev.lungfish.daemon.state;

import org.jspecify.annotations.NullMarked;
