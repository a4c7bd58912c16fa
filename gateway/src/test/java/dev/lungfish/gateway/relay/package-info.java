@NullMarked
package dev.lungfish.gateway.relay;

import org.jspecify.annotations.NullMarked;
