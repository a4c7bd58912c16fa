/// Decides by the rules of the configuration, and carries the decisions out.
@NullMarked
package dev.lungfish.daemon.policy;

import org.jspecify.annotations.NullMarked;
