@NullMarked
package dev.lungfish.host;

import org.jspecify.annotations.NullMarked;
