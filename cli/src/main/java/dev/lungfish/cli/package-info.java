@NullMarked
package dev.lungfish.cli;

import org.jspecify.annotations.NullMarked;
