/// Sleeps that somebody else asks logind for: seen, judged by the same evidence as ours, and
/// recorded.
@NullMarked
package dev.lungfish.agent.external;

import org.jspecify.annotations.NullMarked;
