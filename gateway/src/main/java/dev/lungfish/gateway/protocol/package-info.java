/// What of a connection is read or written by the gateway itself, and no more.
@NullMarked
package dev.lungfish.gateway.protocol;

import org.jspecify.annotations.NullMarked;
