/// Carries out the effects of the sleep procedure that touch the host.
@NullMarked
package dev.lungfish.agent.effects;

import org.jspecify.annotations.NullMarked;
