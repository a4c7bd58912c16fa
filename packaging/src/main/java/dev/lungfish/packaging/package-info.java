/// Makes the manual pages and the shells' completions of a package from the command's own model of
/// its arguments.
@NullMarked
package dev.lungfish.packaging;

import org.jspecify.annotations.NullMarked;
