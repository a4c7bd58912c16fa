/// Decides from a host's situation how its processors run and whether it sleeps.
///
/// Pure: a situation, the rules, and the decision before give the next decision. All types are
/// immutable and safe to share between threads.
@NullMarked
package dev.lungfish.core.policy;

import org.jspecify.annotations.NullMarked;
