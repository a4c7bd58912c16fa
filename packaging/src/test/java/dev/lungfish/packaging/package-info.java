@NullMarked
package dev.lungfish.packaging;

import org.jspecify.annotations.NullMarked;
