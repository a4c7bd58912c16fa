/// Decides from a host's situation how its processors run and whether it sleeps.
///
/// Pure: the situation, the rules, and the previous decision determine the next decision. All types
/// are immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.policy;

import org.jspecify.annotations.NullMarked;
