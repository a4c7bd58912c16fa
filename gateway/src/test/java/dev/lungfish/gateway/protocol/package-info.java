@NullMarked
package dev.lungfish.gateway.protocol;

import org.jspecify.annotations.NullMarked;
