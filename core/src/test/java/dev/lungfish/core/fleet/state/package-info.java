@NullMarked
package dev.lungfish.core.fleet.state;

import org.jspecify.annotations.NullMarked;
