@NullMarked
package dev.lungfish.core.fleet.forecast;

import org.jspecify.annotations.NullMarked;
