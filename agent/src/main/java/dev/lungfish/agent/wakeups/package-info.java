/// Wakeups: times at which programs want the host awake. They can be requested, listed with all
/// other causes of a wake, and removed.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.agent.wakeups;

import org.jspecify.annotations.NullMarked;
