/// The limit that PM QoS sets to the latency of the whole host's processors.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.linux.latency;

import org.jspecify.annotations.NullMarked;
