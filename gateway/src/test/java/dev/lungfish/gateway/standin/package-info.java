@NullMarked
package dev.lungfish.gateway.standin;

import org.jspecify.annotations.NullMarked;
