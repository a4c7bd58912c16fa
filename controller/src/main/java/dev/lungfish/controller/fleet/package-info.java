/// The loop of the controller: it hands what happens to the pure machines of
/// [dev.lungfish.core.fleet], keeps what comes of it, and only then answers and acts. One lock
/// orders all that happens.
@NullMarked
package dev.lungfish.controller.fleet;

import org.jspecify.annotations.NullMarked;
