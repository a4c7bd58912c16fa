/// Speaking to a daemon, of this host or of another one.
@NullMarked
package dev.lungfish.daemon.client;

import org.jspecify.annotations.NullMarked;
