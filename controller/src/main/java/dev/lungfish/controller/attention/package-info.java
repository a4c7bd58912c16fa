/// What of a fleet needs a human now, and what they can do about it.
@NullMarked
package dev.lungfish.controller.attention;

import org.jspecify.annotations.NullMarked;
