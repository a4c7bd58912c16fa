/// The terminal that a person sits in front of.
@NullMarked
package dev.lungfish.linux.terminal;

import org.jspecify.annotations.NullMarked;
