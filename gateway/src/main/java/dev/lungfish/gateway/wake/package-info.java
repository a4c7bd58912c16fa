/// Who wakes hosts and is told that they are used.
@NullMarked
package dev.lungfish.gateway.wake;

import org.jspecify.annotations.NullMarked;
