/// Policies of others, to compare with.
@NullMarked
package dev.lungfish.replay.policy;

import org.jspecify.annotations.NullMarked;
