/// The rules of the house. Each rule also shows that it looked at real classes, so that none passes
/// on an empty house.
@NullMarked
package dev.lungfish.architecture;

import org.jspecify.annotations.NullMarked;
