/// One request to sleep at a time, carried out beside the connections, and what it means to them.
/// Safe to use from any thread.
@NullMarked
package dev.lungfish.daemon.sleep;

import org.jspecify.annotations.NullMarked;
