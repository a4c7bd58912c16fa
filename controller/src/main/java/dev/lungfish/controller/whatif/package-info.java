/// What other rules of a pool would have done with its recorded past.
@NullMarked
package dev.lungfish.controller.whatif;

import org.jspecify.annotations.NullMarked;
