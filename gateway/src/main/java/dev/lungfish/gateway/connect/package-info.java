/// One connection to a host that may sleep, for the standard streams of a command.
@NullMarked
package dev.lungfish.gateway.connect;

import org.jspecify.annotations.NullMarked;
