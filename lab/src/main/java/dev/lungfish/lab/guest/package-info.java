/// What the lab copies into its guests and runs there, with the jars of Lungfish. Nothing of it
/// runs beside them.
@NullMarked
package dev.lungfish.lab.guest;

import org.jspecify.annotations.NullMarked;
