@NullMarked
package dev.lungfish.core.fleet.plan;

import org.jspecify.annotations.NullMarked;
