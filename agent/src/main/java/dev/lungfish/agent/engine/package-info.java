/// Carries sleeps out on one host: at most one at a time, each to exactly one outcome in the
/// journal. What a run that was killed left open is settled before anything else.
@NullMarked
package dev.lungfish.agent.engine;

import org.jspecify.annotations.NullMarked;
