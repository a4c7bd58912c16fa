@NullMarked
package dev.lungfish.core.fleet.pool;

import org.jspecify.annotations.NullMarked;
