@NullMarked
package dev.lungfish.core.fleet.consolidation;

import org.jspecify.annotations.NullMarked;
