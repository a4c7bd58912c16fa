/// Who of a pool may sleep, and for how long. Each decision says why, and when that may change.
/// What speaks against a sleep in a host itself is the host's own
/// ([dev.lungfish.core.fleet.state]); here stands what the others need of it. Pure: no clocks, no
/// chance. All types but `PoolView` are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.fleet.plan;

import org.jspecify.annotations.NullMarked;
