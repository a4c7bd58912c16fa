/// Listens, holds connections and passes their bytes on, in one thread.
@NullMarked
package dev.lungfish.gateway.relay;

import org.jspecify.annotations.NullMarked;
