/// The daemon as its own client.
@NullMarked
package dev.lungfish.daemon.client;

import org.jspecify.annotations.NullMarked;
