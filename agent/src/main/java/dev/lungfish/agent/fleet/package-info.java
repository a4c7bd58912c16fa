/// A host's membership in a fleet: how it is enrolled, what it shows to its controller by TLS, and
/// what it says when it calls.
@NullMarked
package dev.lungfish.agent.fleet;

import org.jspecify.annotations.NullMarked;
