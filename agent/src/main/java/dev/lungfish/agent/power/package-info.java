/// How the host's processors use power: shown, set, and put back.
@NullMarked
package dev.lungfish.agent.power;

import org.jspecify.annotations.NullMarked;
