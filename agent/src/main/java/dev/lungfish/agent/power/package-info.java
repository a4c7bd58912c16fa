/// How the host's processors use power: show, set, restore.
@NullMarked
package dev.lungfish.agent.power;

import org.jspecify.annotations.NullMarked;
