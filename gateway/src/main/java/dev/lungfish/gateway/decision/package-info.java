/// Decides what a connection to a host that may sleep waits for, who may wake a host, and how
/// often. Pure.
@NullMarked
package dev.lungfish.gateway.decision;

import org.jspecify.annotations.NullMarked;
