@NullMarked
package dev.lungfish.replay;

import org.jspecify.annotations.NullMarked;
