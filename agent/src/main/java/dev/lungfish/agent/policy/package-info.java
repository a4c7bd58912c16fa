/// Looks at what the host is doing, for the rules of the configuration.
@NullMarked
package dev.lungfish.agent.policy;

import org.jspecify.annotations.NullMarked;
