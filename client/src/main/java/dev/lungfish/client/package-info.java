/// Speaking to a daemon, of this host or of another one. Its types are for one thread.
@NullMarked
package dev.lungfish.client;

import org.jspecify.annotations.NullMarked;
