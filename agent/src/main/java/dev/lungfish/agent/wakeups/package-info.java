/// Wakeups: times at which programs want the host to be awake, asked for, listed beside all else
/// that will wake it, and taken back.
///
/// All types are safe to use from several threads.
@NullMarked
package dev.lungfish.agent.wakeups;

import org.jspecify.annotations.NullMarked;
