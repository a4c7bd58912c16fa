/// A controller under the load of a large fleet, over real connections of TLS.
@NullMarked
package dev.lungfish.bench.fleet;

import org.jspecify.annotations.NullMarked;
