/// Reads the situation of the host, for the rules of the configuration.
@NullMarked
package dev.lungfish.agent.policy;

import org.jspecify.annotations.NullMarked;
