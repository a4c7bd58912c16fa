@NullMarked
package dev.lungfish.bench;

import org.jspecify.annotations.NullMarked;
