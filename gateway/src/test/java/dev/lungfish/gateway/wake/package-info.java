@NullMarked
package dev.lungfish.gateway.wake;

import org.jspecify.annotations.NullMarked;
