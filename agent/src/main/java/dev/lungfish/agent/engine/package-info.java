/// Runs sleeps on one host: at most one at a time, each to exactly one outcome in the journal. What
/// a killed run left open is settled first.
@NullMarked
package dev.lungfish.agent.engine;

import org.jspecify.annotations.NullMarked;
