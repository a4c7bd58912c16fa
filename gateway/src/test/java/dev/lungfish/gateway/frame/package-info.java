@NullMarked
package dev.lungfish.gateway.frame;

import org.jspecify.annotations.NullMarked;
