@NullMarked
package dev.lungfish.core.fleet.schedule;

import org.jspecify.annotations.NullMarked;
