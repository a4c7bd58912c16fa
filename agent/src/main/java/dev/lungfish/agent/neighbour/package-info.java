/// The hosts that this one knows: their cards and addresses, how they are woken, and those that
/// sleep and are expected back.
@NullMarked
package dev.lungfish.agent.neighbour;

import org.jspecify.annotations.NullMarked;
