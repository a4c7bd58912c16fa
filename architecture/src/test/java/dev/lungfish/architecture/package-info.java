/// The rules of the project. Each rule also shows that it looked at real classes, so that none
/// passes on an empty project.
@NullMarked
package dev.lungfish.architecture;

import org.jspecify.annotations.NullMarked;
