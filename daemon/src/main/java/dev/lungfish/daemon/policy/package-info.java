/// The daemon decides by the rules of its configuration, and carries the decisions out.
@NullMarked
package dev.lungfish.daemon.policy;

import org.jspecify.annotations.NullMarked;
