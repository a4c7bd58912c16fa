/// Looks at what the host is doing, for the rules of the configuration.
@NullMarked
package dev.lungfish.host.policy;

import org.jspecify.annotations.NullMarked;
