/// How the controller reaches hosts that do not call: magic packets of an awake neighbour's daemon,
/// or its own.
@NullMarked
package dev.lungfish.controller.wake;

import org.jspecify.annotations.NullMarked;
