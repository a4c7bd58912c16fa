/// A daemon's side of a fleet: it calls the controller, and carries out what that answers.
@NullMarked
package dev.lungfish.daemon.fleet;

import org.jspecify.annotations.NullMarked;
