@NullMarked
package dev.lungfish.core.fleet.demand;

import org.jspecify.annotations.NullMarked;
