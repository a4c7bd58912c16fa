/// Where the daemon listens, by its configuration, and what it says of those who come there. Safe
/// to use from any thread.
@NullMarked
package dev.lungfish.daemon.sockets;

import org.jspecify.annotations.NullMarked;
