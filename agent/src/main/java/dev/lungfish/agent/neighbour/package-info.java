/// The known hosts: their NICs and addresses, how they are woken, and the sleepers that are
/// expected back.
@NullMarked
package dev.lungfish.agent.neighbour;

import org.jspecify.annotations.NullMarked;
